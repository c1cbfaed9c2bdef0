// A link to a task names it behind the #, which browsers do not send: it goes with the form and comes back with the redirect.
const form = document.querySelector('form');
form.action = form.action.split('#')[0] + location.hash;
