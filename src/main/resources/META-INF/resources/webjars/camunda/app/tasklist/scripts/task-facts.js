/*
 * Over a task's form Tasklist shows its dates and groups, and offers to change them. That is not done here: a deadline is
 * extended on the page of the case, and the model says whose task it is. So they are text; claiming, giving back and handing
 * over stay. A custom script, which runs before the application does.
 */

/** Turns what the application writes there into what only shows: without links, buttons, and stops of the Tab key. */
function onlyShown(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const all = selector => template.content.querySelectorAll(selector);

  all('.reset-follow-up-date, .reset-due-date, [translate^="SET_"], [translate="ADD_GROUPS"]').forEach(offer => offer.remove());
  for (const [place, known] of [['.followup-date', 'task.followUp'], ['.due-date', 'task.due'], ['.groups > span', 'groupNames.length > 0']]) {
    all(place).forEach(fact => {
      const shown = document.createElement('span');
      shown.className = fact.className;
      shown.setAttribute('ng-if', known);
      if (fact.hasAttribute('ng-class')) {
        shown.setAttribute('ng-class', fact.getAttribute('ng-class'));
      }
      shown.append(...fact.childNodes);
      fact.replaceWith(shown);
    });
  }
  all('.groups a').forEach(names => {
    const shown = document.createElement('span');
    shown.append(...names.childNodes);
    names.replaceWith(shown);
  });
  return template.innerHTML;
}

window.angular.module('ng').run([
  '$injector',
  $injector => {
    if ($injector.has('camTasklistTaskMetaDirective')) {
      const [facts] = $injector.get('camTasklistTaskMetaDirective');
      facts.template = onlyShown(facts.template);
    }
  }
]);

// a custom script may bring plugins; this one has none
export default [];
