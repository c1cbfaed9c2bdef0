/*
 * One login: where the application would show a login form of its own (#/login, after signing out or when the login has
 * ended), its page is loaded anew. The server sends the browser to our login page then, and back here afterwards, with what
 * stood behind the # before. A custom script of each application.
 */

const own = '#/login';
let place = location.hash.startsWith(own) ? '' : location.hash;
let leaving = false;

const leave = () => {
  if (leaving) {
    return; // each answer 401 of a page leads to #/login, and a second reload would begin anew
  }
  if (location.hash.startsWith(own)) {
    leaving = true;
    history.replaceState(null, '', location.pathname + location.search + place);
    location.reload();
  } else {
    place = location.hash;
  }
};

addEventListener('hashchange', leave);
addEventListener('popstate', leave);

if (location.hash.startsWith(own)) {
  // somebody's bookmark: who sees this page has logged in
  location.replace('#/');
}
