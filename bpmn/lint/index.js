'use strict';

module.exports = {
  configs: {
    recommended: {
      rules: {
        'gateway-way-out': 'error',
        'user-task-complete': 'error'
      }
    }
  },
  rules: {
    'gateway-way-out': './rules/gateway-way-out',
    'user-task-complete': './rules/user-task-complete'
  }
};
