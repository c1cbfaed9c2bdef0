'use strict';

/** A case in which no condition holds must not stop in front of the gateway with an incident. */
module.exports = function gatewayWayOut() {
  function check(node, reporter) {
    const deciding = node.$type === 'bpmn:ExclusiveGateway' || node.$type === 'bpmn:InclusiveGateway';
    if (deciding && (node.outgoing || []).length > 1 && !node.default) {
      reporter.report(node.id, 'Gateway has no default flow');
    }
  }

  return { check };
};
