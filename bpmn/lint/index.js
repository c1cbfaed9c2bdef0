'use strict';

module.exports = {
  configs: {
    recommended: {
      rules: {
        'gateway-way-out': 'error',
        'no-implicit-end': 'error',
        'user-task-complete': 'error'
      }
    }
  },
  rules: {
    'gateway-way-out': './rules/gateway-way-out',
    'no-implicit-end': './rules/no-implicit-end',
    'user-task-complete': './rules/user-task-complete'
  }
};
