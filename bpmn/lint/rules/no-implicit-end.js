'use strict';

const noImplicitEnd = require('bpmnlint/rules/no-implicit-end');

/**
 * bpmnlint's rule of this name looks for the handler of a compensation event among the process's own associations only; inside an
 * embedded sub-process the association stands in the sub-process, which is where the engine wants it.
 */
module.exports = function(config) {
  const rule = noImplicitEnd(config);

  function compensates(node) {
    const scope = node.$parent && node.$parent.artifacts || [];
    return node.$type === 'bpmn:BoundaryEvent' && scope.some(
      (artifact) => artifact.$type === 'bpmn:Association' && artifact.sourceRef === node
    );
  }

  function check(node, reporter) {
    if (!compensates(node)) {
      rule.check(node, reporter);
    }
  }

  return { ...rule, check };
};
