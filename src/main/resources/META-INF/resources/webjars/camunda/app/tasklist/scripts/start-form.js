/*
 * Tasklist says 流程已启动 after a start form, and the agent on the phone has no number to tell. The server's answer has it: the
 * business key is the case number. And what a form was refused for goes with the next attempt, a task's as well as a start form's. A custom script, which
 * runs before the application does.
 */

/** Long enough to write the number down; the application itself leaves three seconds. */
const READING_TIME = 30_000;

window.angular.module('ng').run([
  '$injector',
  $injector => {
    if (!['camAPI', 'Notifications', '$translate'].every(service => $injector.has(service))) {
      return;
    }
    const resource = name => $injector.get('camAPI').resource(name);
    const notifications = $injector.get('Notifications');
    const translate = $injector.get('$translate');
    const { addMessage } = notifications;
    let started = null;

    const submitting = (form, refusal, sent) => {
      const { submitForm } = form;
      form.submitForm = function (...input) {
        notifications.clear({ status: translate.instant(refusal) });
        return sent(submitForm.apply(this, input));
      };
    };
    submitting(resource('task'), 'COMPLETE_ERROR', answer => answer);
    submitting(resource('process-definition'), 'PROCESS_START_ERROR', answer => {
      started = null;
      return answer.then(instance => {
        started = instance && instance.businessKey;
        return instance;
      });
    });

    notifications.addMessage = function (message) {
      if (started && message.status === translate.instant('PROCESS_START_OK')) {
        message = { ...message, status: `已受理，个案编号 ${started}。`, duration: READING_TIME };
        started = null;
      }
      return addMessage.call(this, message);
    };
  }
]);

// a custom script may bring plugins; this one has none
export default [];
