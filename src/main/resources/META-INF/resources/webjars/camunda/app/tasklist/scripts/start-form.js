/*
 * Tasklist says 流程已启动 after a start form, and the agent on the phone has no number to tell. The server's answer has it: the
 * business key is the case number. And what the last attempt was refused for goes with the next one. A custom script, which
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
    const definitions = $injector.get('camAPI').resource('process-definition');
    const notifications = $injector.get('Notifications');
    const translate = $injector.get('$translate');
    const { submitForm } = definitions;
    const { addMessage } = notifications;
    let started = null;

    definitions.submitForm = function (...form) {
      started = null;
      notifications.clear({ status: translate.instant('PROCESS_START_ERROR') });
      return submitForm.apply(this, form).then(answer => {
        started = answer && answer.businessKey;
        return answer;
      });
    };

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
