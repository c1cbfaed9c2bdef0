'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Linter } = require('bpmnlint');
const BpmnModdle = require('bpmn-moddle');
const camunda = require('camunda-bpmn-moddle/resources/camunda.json');

const plugin = require('./index');

async function reports(rule, content) {
  const { rootElement } = await new BpmnModdle({ camunda }).fromXML(`
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:process id="P">${content}</bpmn:process>
    </bpmn:definitions>`);
  const linter = new Linter({
    resolver: { resolveRule: () => require(plugin.rules[rule]), resolveConfig: () => ({}) },
    config: { rules: { [rule]: 'error' } }
  });
  return Object.values(await linter.lint(rootElement)).flat().map((report) => report.message);
}

test('a complete user task passes', async () => {
  assert.deepEqual(
    await reports(
      'user-task-complete',
      '<bpmn:userTask id="T" camunda:candidateGroups="agent" camunda:formRef="f" camunda:formRefBinding="latest" camunda:dueDate="${due}"/>'
    ),
    []
  );
});

test('a user task without group, form and due date is reported three times', async () => {
  assert.equal((await reports('user-task-complete', '<bpmn:userTask id="T"/>')).length, 3);
});

test('a form without its binding is reported', async () => {
  const found = await reports(
    'user-task-complete',
    '<bpmn:userTask id="T" camunda:assignee="a" camunda:formRef="f" camunda:dueDate="${due}"/>'
  );
  assert.equal(found.length, 1);
  assert.match(found[0], /formRefBinding/);
});

const FLOWS = `
  <bpmn:exclusiveGateway id="G" DEFAULT><bpmn:outgoing>A</bpmn:outgoing><bpmn:outgoing>B</bpmn:outgoing></bpmn:exclusiveGateway>
  <bpmn:endEvent id="E1"><bpmn:incoming>A</bpmn:incoming></bpmn:endEvent>
  <bpmn:endEvent id="E2"><bpmn:incoming>B</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="A" sourceRef="G" targetRef="E1"/>
  <bpmn:sequenceFlow id="B" sourceRef="G" targetRef="E2"/>`;

test('a gateway that decides needs a default flow', async () => {
  assert.equal((await reports('gateway-way-out', FLOWS.replace('DEFAULT', ''))).length, 1);
  assert.deepEqual(await reports('gateway-way-out', FLOWS.replace('DEFAULT', 'default="B"')), []);
});

const UNDONE = `
  <bpmn:subProcess id="S">
    <bpmn:task id="T"/><bpmn:boundaryEvent id="U" attachedToRef="T"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>
    <bpmn:serviceTask id="H" isForCompensation="true"/>
    ASSOCIATION
    <bpmn:endEvent id="E"><bpmn:incoming>F</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="F" sourceRef="T" targetRef="E"/>
  </bpmn:subProcess>`;

test('a compensation inside a sub-process needs its handler there', async () => {
  const handled = '<bpmn:association id="A" sourceRef="U" targetRef="H"/>';
  const without = await reports('no-implicit-end', UNDONE.replace('ASSOCIATION', ''));
  const having = await reports('no-implicit-end', UNDONE.replace('ASSOCIATION', handled));
  assert.equal(without.length, having.length + 1);
});
