'use strict';

const REQUIRED = [
  [['candidateGroups', 'assignee'], 'who does it (camunda:candidateGroups or camunda:assignee)'],
  [['formRef', 'formKey'], 'a form (camunda:formRef)'],
  [['dueDate'], 'a due date (camunda:dueDate)']
];

/** A task that nobody is asked to do, that shows nothing, or that is never late, is lost work. */
module.exports = function userTaskComplete() {
  function check(node, reporter) {
    if (node.$type !== 'bpmn:UserTask') {
      return;
    }
    for (const [attributes, what] of REQUIRED) {
      if (!attributes.some((attribute) => node.get('camunda:' + attribute))) {
        reporter.report(node.id, 'User task lacks ' + what);
      }
    }
    if (node.get('camunda:formRef') && !node.get('camunda:formRefBinding')) {
      reporter.report(node.id, 'The engine refuses camunda:formRef without camunda:formRefBinding');
    }
  }

  return { check };
};
