/*
 * The tab 客户档案 beside a task's form: the customer's story, evidence, and the case so far.
 *
 * Tasklist loads this module because config.js names it in customScripts, and calls render with an empty element each time
 * the tab is opened or the task changes (plugin point tasklist.task.detail). Everything shown comes from our own API with the
 * browser's session; what may be seen or done is decided there. Data reaches the page as text only, and the styles live in a
 * shadow root, so that neither disturbs the other.
 */

const PARTS = [
  { id: 'dossier', label: '档案' },
  { id: 'evidence', label: '证据' },
  { id: 'course', label: '办理经过' }
];

const METHODS = [
  { id: 'phone', label: '手机号', answer: '客户报出的手机号（完整号码）' },
  { id: 'email', label: '邮箱', answer: '客户报出的邮箱' },
  { id: 'order', label: '订单号', answer: '客户报出的订单号' },
  { id: 'other', label: '其他方式', answer: null }
];

const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,image/heic,image/heif,.heic,.heif,application/pdf';

const STYLES = `
:host { display: block; color: #1f2a37; font: 14px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", system-ui, sans-serif; container-type: inline-size; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
a { color: #17614f; text-underline-offset: 3px; }
:focus-visible { outline: 3px solid #7fb8a7; outline-offset: 1px; }
h3 { margin: 20px 0 8px; font-size: 15px; line-height: 1.4; }
h3 .quiet { font-weight: 400; }
p { margin: 0 0 8px; }
.quiet { color: #5b6875; }
.small { font-size: 13px; }
.lines { white-space: pre-line; overflow-wrap: anywhere; }
.number { font-variant-numeric: tabular-nums; }
.bad { color: #a3262a; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; padding: 10px 0 6px; }
.head b { font-size: 15px; }
[role=tablist] { display: flex; gap: 4px; border-bottom: 1px solid #dde3e9; }
[role=tab] { padding: 8px 14px; border: 0; border-bottom: 3px solid transparent; background: none; color: #41505e; font: inherit; cursor: pointer; white-space: nowrap; }
[role=tab][aria-selected=true] { border-color: #17614f; color: #17614f; font-weight: 600; }
[role=tabpanel] { padding: 12px 0 24px; }
[role=tabpanel]:focus { outline: none; }
[role=tabpanel] > h3:first-child, [role=tabpanel] > :first-child > h3:first-child { margin-top: 4px; }

.badge { display: inline-block; padding: 0 9px; border-radius: 999px; background: #e9edf1; color: #41505e; font-size: 13px; white-space: nowrap; }
.badge.good { background: #e3f3e8; color: #1b6e3c; }
.badge.wait { background: #fdf1d6; color: #7a5000; }
.badge.bad { background: #fbe6e5; color: #a3262a; }
.hint { margin: 0 0 12px; padding: 8px 12px; border: 1px solid #dde3e9; border-radius: 8px; background: #f4f6f8; overflow-wrap: anywhere; }
.hint.wait { border-color: #ecd9a8; background: #fdf1d6; color: #5f4000; }
.hint details + details { margin-top: 4px; }
.hint.good { border-color: #b7dcc4; background: #e3f3e8; color: #14522d; }
.hint.bad { border-color: #eebfbe; background: #fbe6e5; color: #7c1b1f; }
.box { margin: 0 0 12px; padding: 12px 14px; border: 1px solid #dde3e9; border-radius: 8px; background: #fff; }
.box > :last-child { margin-bottom: 0; }
.empty { padding: 14px; border: 1px dashed #dde3e9; border-radius: 8px; text-align: center; color: #5b6875; }

dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 14px; margin: 0 0 8px; }
dt { color: #5b6875; }
dd { margin: 0; overflow-wrap: anywhere; }
ul.rows, ol.rows { margin: 0; padding: 0; list-style: none; border: 1px solid #dde3e9; border-radius: 8px; background: #fff; }
.rows > li { padding: 9px 12px; border-top: 1px solid #edf0f3; overflow-wrap: anywhere; }
.rows > li:first-child { border-top: 0; }
.rows > li.this { background: #e4f0ec; }
.this .badge { background: #fff; }
ul.queue { margin-bottom: 12px; }
.row { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; }
.row > .end { margin-left: auto; }
summary { cursor: pointer; color: #17614f; }
details > :not(summary) { margin-top: 6px; }

form { display: grid; gap: 10px; max-width: 460px; margin-top: 8px; }
label { display: block; color: #5b6875; font-size: 13px; }
select, input:not([type=file]) { display: block; width: 100%; margin-top: 2px; padding: 6px 9px; border: 1px solid #8d99a6; border-radius: 6px; background: #fff; color: #1f2a37; font: inherit; font-size: 14px; }
button.do { padding: 6px 16px; border: 1px solid #17614f; border-radius: 6px; background: #17614f; color: #fff; font: inherit; cursor: pointer; }
button.do:hover { background: #114b3d; }
button.do[disabled] { border-color: #b9c3cd; background: #e9edf1; color: #5b6875; cursor: default; }
button.plain { padding: 5px 12px; border: 1px solid #8d99a6; border-radius: 6px; background: #fff; color: #1f2a37; font: inherit; cursor: pointer; }
button.plain:hover { background: #f4f6f8; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }

.drop { margin: 0 0 12px; padding: 16px; border: 2px dashed #b9c3cd; border-radius: 8px; background: #fafbfc; text-align: center; }
.drop.over { border-color: #17614f; background: #e4f0ec; }
.drop .buttons { justify-content: center; margin: 8px 0; }
.drop p:last-child { margin: 0; }
progress { display: block; width: 100%; height: 8px; margin-top: 4px; accent-color: #17614f; }
ul.shelf { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 12px; margin: 0; padding: 0; list-style: none; }
.shelf li { padding: 8px; border: 1px solid #dde3e9; border-radius: 8px; background: #fff; overflow-wrap: anywhere; font-size: 13px; }
.shelf a, .shelf button { display: block; width: 100%; padding: 0; border: 0; background: none; color: #17614f; font: inherit; text-align: left; text-decoration: underline; text-underline-offset: 3px; cursor: pointer; overflow-wrap: anywhere; }
.shelf img, .shelf .sheet { display: grid; place-items: center; width: 100%; height: 104px; margin-bottom: 4px; border-radius: 6px; object-fit: cover; background: #f4f6f8; color: #5b6875; font-weight: 600; }
.shelf a:has(.sheet) { text-decoration: none; }
.shelf a .name { text-decoration: underline; text-underline-offset: 3px; }
.shelf .quiet { display: block; }

dialog { max-width: 94vw; max-height: 94vh; padding: 12px; border: 0; border-radius: 8px; }
dialog::backdrop { background: rgba(20, 28, 36, .75); }
dialog figure { margin: 0; }
dialog img { display: block; max-width: 88vw; max-height: 78vh; margin: 0 auto; background: #f4f6f8; }
dialog figcaption { padding: 8px 0; overflow-wrap: anywhere; }

ol.steps { margin: 0; padding: 0 0 0 6px; list-style: none; }
.steps > li { position: relative; padding: 0 0 10px 18px; border-left: 2px solid #dde3e9; overflow-wrap: anywhere; }
.steps > li::before { content: ""; position: absolute; left: -6px; top: 7px; width: 10px; height: 10px; border-radius: 50%; background: #b9c3cd; }
.steps > li.task::before { background: #17614f; }
.steps > li.open::before { background: #fff; border: 2px solid #8a5a00; }
.steps > li.phase > .row > span:first-child { font-weight: 600; }
.steps > li.phase::before { border-radius: 2px; background: #1f2a37; }
.steps > li.step, .steps > li.event { color: #5b6875; font-size: 13px; }
.steps > li:last-child { padding-bottom: 0; }

@container (max-width: 420px) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 6px; }
  .row > .end { margin-left: 0; }
}
`;

/** An element; children that are no elements become text. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false && child !== ''));
  return element;
}

const quiet = (...text) => h('span', { class: 'quiet small' }, ...text);
const badge = (text, tone) => h('span', { class: 'badge ' + (tone || '') }, text);
const empty = text => h('p', { class: 'empty' }, text);

/** A list of name and value; pairs without a value are left out. */
function facts(pairs) {
  return h('dl', {}, pairs.filter(([, value]) => value).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/* ---- our API ---- */

/** Where the application stands: Tasklist's pages know it of Camunda's part. */
function root() {
  const base = document.querySelector('base');
  return ((base && base.getAttribute('app-root')) || '/camunda').replace(/\/camunda\/?$/, '');
}

const address = (...parts) => root() + '/api/' + parts.map(encodeURIComponent).join('/');
const casePage = number => root() + '/cases/' + encodeURIComponent(number);

class Problem extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

function problem(status, text) {
  let told = null;
  try {
    told = JSON.parse(text).detail;
  } catch (e) {
    // no answer of ours, e.g. a proxy's
  }
  if (status === 401) return new Problem(401, '登录已失效，请重新登录后再打开这个任务。');
  return new Problem(status, told || (status ? '系统没能完成这次操作（' + status + '），请稍后再试。' : '连接不上服务器，请检查网络后再试。'));
}

async function ask(url, options) {
  let answer;
  try {
    answer = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' }, ...options });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw problem(0);
  }
  const text = await answer.text();
  if (!answer.ok) throw problem(answer.status, text);
  return text ? JSON.parse(text) : null;
}

/** Name and value of the header that every change carries; asked for each time, since a new login changes it. */
async function token() {
  const session = await ask(address('session'));
  return [session.csrf.header, session.csrf.token];
}

async function post(url, body) {
  const [header, value] = await token();
  return ask(url, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', [header]: value },
    body: JSON.stringify(body)
  });
}

/** Sends one file and tells how far it is; fetch cannot. */
async function send(url, file, progress, signal) {
  const [header, value] = await token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader(header, value);
    request.upload.addEventListener('progress', e => e.lengthComputable && progress(e.loaded / e.total));
    request.addEventListener('load', () =>
      request.status === 201 ? resolve(JSON.parse(request.responseText)) : reject(problem(request.status, request.responseText)));
    request.addEventListener('error', () => reject(problem(0)));
    request.addEventListener('abort', () => reject(problem(0)));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name || '粘贴的图片.png');
    request.send(form);
  });
}

/* ---- the tab ---- */

// the part that was open last stays open when the next task is chosen
let lastPart = 'dossier';

class CaseTab {
  constructor(node, taskId) {
    this.node = node;
    this.taskId = taskId;
    this.gone = new AbortController();
    this.loaded = new Set();
    this.host = h('div', { lang: 'zh-CN', class: 'aftercare-case-tab' });
    const shadow = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
    this.status = h('p', { role: 'status', class: 'visually-hidden' });
    this.body = h('div', {}, h('p', { class: 'quiet' }, '正在打开客户档案…'));
    shadow.append(this.status, this.body);
    node.append(this.host);
    this.open();
  }

  close() {
    this.gone.abort();
    this.host.remove();
  }

  say(text) {
    this.status.textContent = text;
  }

  ask(url) {
    return ask(url, { signal: this.gone.signal });
  }

  async open() {
    try {
      const found = await this.ask(address('tasks', this.taskId, 'case'));
      this.number = found.caseNumber;
      this.wording = found.wording;
      this.frame(found);
      this.show(lastPart);
    } catch (e) {
      this.fail(this.body, e, () => this.open());
    }
  }

  /** Tells in place of the content what went wrong, and how to go on. */
  fail(place, e, again) {
    if (e.name === 'AbortError') return;
    if (!(e instanceof Problem)) console.error(e);
    const text = e instanceof Problem ? e.message : '页面出错了，请刷新后再试。';
    place.replaceChildren(
      h('div', { class: 'hint ' + (e.status === 404 ? '' : 'bad'), role: 'alert' },
        h('p', {}, text),
        e.status === 401 ? h('a', { href: root() + '/login' }, '去登录')
          : e.status === 404 || e.status === 403 ? null
          : h('button', { type: 'button', class: 'plain', onclick: again }, '重试')));
  }

  frame(found) {
    this.tabs = PARTS.map(part => h('button', {
      type: 'button', role: 'tab', id: 'tab-' + part.id, 'aria-controls': 'panel-' + part.id,
      onclick: () => this.show(part.id), onkeydown: e => this.move(e, part.id)
    }, part.label));
    this.panels = PARTS.map(part => h('div', {
      role: 'tabpanel', id: 'panel-' + part.id, 'aria-labelledby': 'tab-' + part.id, tabindex: '0'
    }));
    const evidence = this.panel('evidence');
    evidence.addEventListener('dragover', e => this.drag(e, true));
    evidence.addEventListener('dragleave', e => this.drag(e, false));
    evidence.addEventListener('drop', e => this.drop(e));
    evidence.addEventListener('paste', e => {
      const files = [...e.clipboardData.files];
      if (files.length) {
        e.preventDefault();
        this.upload(files);
      }
    });
    this.body.replaceChildren(
      h('div', { class: 'head' },
        h('b', { class: 'number' }, h('a', { href: casePage(found.caseNumber), target: '_blank', rel: 'noopener' }, found.caseNumber)),
        h('span', {}, found.customer || ''),
        badge(found.kind),
        found.urgency ? badge(found.urgency, found.urgent ? 'bad' : '') : null,
        badge(found.status)),
      h('div', { role: 'tablist', 'aria-label': '客户档案' }, this.tabs),
      ...this.panels);
  }

  panel(id) {
    return this.panels[PARTS.findIndex(part => part.id === id)];
  }

  show(id) {
    lastPart = id;
    PARTS.forEach((part, i) => {
      const chosen = part.id === id;
      this.tabs[i].setAttribute('aria-selected', chosen);
      this.tabs[i].tabIndex = chosen ? 0 : -1;
      this.panels[i].hidden = !chosen;
    });
    this.load(id);
  }

  /** Arrows, Home and End go through the parts, as everywhere. */
  move(e, id) {
    const at = PARTS.findIndex(part => part.id === id);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PARTS.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const part = PARTS[(to + PARTS.length) % PARTS.length];
    this.show(part.id);
    this.tabs[PARTS.indexOf(part)].focus();
  }

  async load(id, again) {
    // the dossier is asked for once: each time is a look that is recorded
    if (this.loaded.has(id) && !again && id === 'dossier') return;
    if (id === 'evidence' && this.uploading) return;
    const panel = this.panel(id);
    if (!this.loaded.has(id)) panel.replaceChildren(h('p', { class: 'quiet' }, '正在读取…'));
    try {
      const data = await this.ask(address('cases', this.number, id));
      this.loaded.add(id);
      this[id](panel, data);
    } catch (e) {
      this.fail(panel, e, () => this.load(id, true));
    }
  }

  /* -- 档案 -- */

  dossier(panel, d) {
    const content = [];
    if (this.wording.length) {
      content.push(h('details', { class: 'box', open: true },
        h('summary', {}, '话术'),
        facts(this.wording.map(line => [line.part, line.text]))));
    }
    if (d.policies.length) {
      content.push(h('h3', {}, '今日政策提醒'), h('div', { class: 'hint wait' },
        d.policies.map(note => h('details', {},
          h('summary', {}, note.title),
          h('p', { class: 'lines' }, note.text),
          h('p', { class: 'small' }, note.validFrom + ' 起' + (note.validTo ? '，至 ' + note.validTo : '') + (note.concerns ? ' · 适用范围：' + note.concerns : ''))))));
    }
    if (d.facts.length) content.push(h('h3', {}, '本案'), h('div', { class: 'box' }, facts(d.facts.map(f => [f.label, f.text]))));
    content.push(...this.linkedCases(d.linked), h('h3', {}, '客户'));
    if (!d.customer) {
      content.push(empty('这件个案没有客户资料，或资料已按客户要求删除。'));
      panel.replaceChildren(...content);
      return;
    }
    this.identity = h('div', {});
    content.push(h('div', { class: 'box' },
      h('p', { class: 'row' }, h('b', {}, d.customer.label), badge(d.customer.tierLabel, d.customer.tier === 'vip' ? 'wait' : '')),
      facts([
        ['年龄段', d.customer.ageGroup],
        ['首选联系方式', d.customer.preferredChannel],
        ['方便时段', d.customer.preferredHours],
        ['其他个案', d.customer.earlier ? d.customer.earlier + ' 件' : '没有']
      ]),
      this.identity));
    this.mayReach = d.mayReach;
    this.held = d.held;
    this.showIdentity(d.check, d.mayCheck);

    content.push(h('h3', {}, '订单'), d.orders.length ? h('ul', { class: 'rows' }, d.orders.map(o => this.order(o))) : empty('没有登记的订单。'));
    if (d.orderCount > d.orders.length) content.push(h('p', { class: 'quiet small' }, '共 ' + d.orderCount + ' 笔，只列出最近 ' + d.orders.length + ' 笔。'));
    content.push(h('h3', {}, '其他个案'), d.earlier.length ? h('ul', { class: 'rows' }, d.earlier.map(c => this.earlier(c))) : empty('没有其他个案。'));
    if (d.customer.earlier > d.earlier.length) content.push(h('p', { class: 'quiet small' }, '只列出最近 ' + d.earlier.length + ' 件。'));
    content.push(h('h3', {}, '最近沟通'), d.contacts.length ? h('ul', { class: 'rows' }, d.contacts.map(c => this.talk(c))) : empty('还没有沟通记录。'));
    panel.replaceChildren(...content);
  }

  linkedCases(linked) {
    return !linked.length ? [] : [h('h3', {}, '关联个案'), h('ul', { class: 'rows' }, linked.map(c => h('li', {}, h('div', { class: 'row' },
      h('a', { class: 'number', href: casePage(c.caseNumber), target: '_blank', rel: 'noopener' }, c.caseNumber),
      h('span', {}, c.relation),
      h('span', {}, c.product || ''),
      h('span', { class: 'end' }, badge(c.status), c.outcome ? ' ' : null, c.outcome ? badge(c.outcome) : null)))))];
  }

  order(o) {
    return h('li', { class: o.ofThisCase ? 'this' : '' },
      h('div', { class: 'row' },
        h('b', {}, o.product),
        o.ofThisCase ? badge('本案订单', 'good') : null,
        h('span', { class: 'end number' }, '¥' + Number(o.amount).toFixed(2))),
      h('div', { class: 'row quiet small' },
        h('span', { class: 'number' }, o.number),
        h('span', {}, o.paid ? '付款 ' + o.paid : '未付款'),
        h('span', {}, o.signed ? '签收 ' + o.signed : '未签收'),
        o.courier ? h('span', {}, o.courier + (o.trackingNumber ? ' ' + o.trackingNumber : '')) : null));
  }

  earlier(c) {
    return h('li', {},
      h('div', { class: 'row' },
        h('a', { class: 'number', href: casePage(c.caseNumber), target: '_blank', rel: 'noopener' }, c.caseNumber),
        h('span', {}, c.product || ''),
        h('span', { class: 'end' }, badge(c.status), c.outcome ? ' ' : null, c.outcome ? badge(c.outcome) : null)),
      c.summary ? h('div', { class: 'lines' }, c.summary) : null,
      quiet(c.received + (c.satisfaction ? ' · 客户评价：' + c.satisfaction : '')));
  }

  talk(c) {
    const lines = [['客户需求', c.need], ['处理结果', c.result], ['跟进事项', c.followUp]].filter(([, text]) => text);
    return h('li', {},
      h('div', { class: 'row' }, h('b', {}, c.subject), h('span', {}, c.means), h('span', { class: 'end quiet small' }, c.at + ' · ' + c.person)),
      lines.map(([name, text]) => h('div', {}, quiet(name + '：'), h('span', { class: 'lines' }, text))),
      c.caseNumber === this.number ? null : quiet('个案 ' + c.caseNumber));
  }

  showIdentity(check, mayCheck) {
    if (!check && !mayCheck) {
      this.identity.replaceChildren(h('p', { class: 'quiet small' }, '您今天还没有为这件个案核实客户身份。'));
      return;
    }
    if (!check) {
      this.identity.replaceChildren(h('div', { class: 'hint wait' }, '您还没有核实客户身份。说出或查看任何客户信息之前，请先核实。'), ...this.heldHint(), this.checkForm());
      return;
    }
    const shown = h('div', { tabindex: '-1' });
    // what was given at the receipt, or stands on the page, leaves it where it is
    const again = this.held && mayCheck;
    this.identity.replaceChildren(
      h('p', { class: 'hint good' }, '身份已核实：' + check.method + '，' + check.by + '，' + check.at + (check.note ? '（' + check.note + '）' : '')),
      this.mayReach ? h('button', { type: 'button', class: 'plain', onclick: e => this.showContact(e.target, shown) }, '查看联系方式（留痕）')
        : h('p', { class: 'quiet small' }, '您没有办理过这件个案，不能查看联系方式；需要时请先认领它的任务。'),
      shown,
      ...(again ? [...this.heldHint(), this.checkForm()] : []));
  }

  heldHint() {
    return this.held ? [h('p', { class: 'hint wait' }, this.held)] : [];
  }

  checkForm() {
    const answer = h('input', { name: 'answer', maxlength: '254', autocomplete: 'off', required: true });
    const answerText = h('span', {}, METHODS[0].answer);
    const answerLabel = h('label', {}, answerText, answer);
    const note = h('input', { name: 'note', autocomplete: 'off' });
    const noteText = h('span', {}, '说明（选填）');
    const method = h('select', { name: 'method', onchange: () => {
      const chosen = METHODS.find(m => m.id === method.value);
      answerLabel.hidden = !chosen.answer;
      answer.required = Boolean(chosen.answer);
      answerText.textContent = chosen.answer || '';
      note.required = !chosen.answer;
      noteText.textContent = chosen.answer ? '说明（选填）' : '怎样核实的（必填，不少于8个字）';
    } }, METHODS.filter(m => m.answer || this.mayReach).map(m => h('option', { value: m.id }, m.label)));
    const wrong = h('div', {});
    const button = h('button', { type: 'submit', class: 'do' }, '核实身份');
    const form = h('form', { 'aria-label': '核实客户身份' },
      h('label', {}, '核实方式', method), answerLabel, h('label', {}, noteText, note), wrong, h('div', { class: 'buttons' }, button));
    form.addEventListener('submit', async e => {
      e.preventDefault();
      button.disabled = true;
      wrong.replaceChildren();
      try {
        await post(address('cases', this.number, 'identity'),
          { method: method.value, answer: answerLabel.hidden ? null : answer.value, note: note.value });
        // there is more to see now: whole order numbers, and what else to ask
        await this.load('dossier', true);
        this.say('身份已核实。');
        this.identity.querySelector('button, [tabindex]').focus();
      } catch (failure) {
        wrong.replaceChildren(h('p', { class: 'hint bad', role: 'alert' }, failure.message));
        button.disabled = false;
        (answerLabel.hidden ? note : answer).focus();
      }
    });
    return form;
  }

  async showContact(button, place) {
    button.disabled = true;
    try {
      const c = await this.ask(address('cases', this.number, 'contact'));
      place.replaceChildren(
        facts([['姓名', c.name], ['电话', c.phone], ['邮箱', c.email], ['地址', c.address],
          ...c.others.map(o => ['联系人', o.name + '（' + o.relationLabel + '）' + o.phone])]),
        h('button', { type: 'button', class: 'plain', onclick: () => {
          place.replaceChildren();
          button.hidden = false;
          button.disabled = false;
          button.focus();
        } }, '隐藏联系方式'));
      button.hidden = true;
      place.focus();
    } catch (e) {
      button.disabled = false;
      if (e.name !== 'AbortError') place.replaceChildren(h('p', { class: 'hint bad', role: 'alert' }, e.message));
    }
  }

  /* -- 证据 -- */

  evidence(panel, shelf) {
    this.limits = shelf;
    this.queue = h('ul', { class: 'rows queue', 'aria-label': '正在上传', hidden: true });
    this.shelf = h('div', {});
    panel.replaceChildren(
      shelf.mayAdd ? this.dropZone(shelf) : h('p', { class: 'hint' }, shelf.reason),
      this.queue, this.shelf,
      h('div', {}, shelf.linked.length ? [h('h3', {}, '关联个案的证据'),
        h('ul', { class: 'shelf', 'aria-label': '关联个案的证据' }, shelf.linked.map(item => this.piece(item, shelf.linked)))] : null));
    this.showShelf(shelf.items);
  }

  dropZone(shelf) {
    const picker = (accept, capture) => h('input', {
      type: 'file', class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true', multiple: !capture, accept, capture,
      onchange: e => {
        this.upload([...e.target.files]);
        e.target.value = '';
      }
    });
    const files = picker(ACCEPT);
    const camera = picker('image/*,application/pdf', 'environment');
    this.zone = h('div', { class: 'drop' },
      h('p', {}, '把照片或PDF拖到这里，或从剪贴板粘贴（Ctrl+V）'),
      h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'do', onclick: () => files.click() }, '选择文件'),
        // without a camera at hand it would be the same window once more
        matchMedia('(pointer: coarse)').matches ? h('button', { type: 'button', class: 'plain', onclick: () => camera.click() }, '拍照') : null),
      files, camera,
      h('p', { class: 'quiet small' }, 'JPG、PNG、GIF、WebP、HEIC 或 PDF，每个不超过 ' + megabytes(shelf.maxFile) + '，每件个案最多 ' + shelf.maxFiles + ' 个。上传后不能删除。'));
    return this.zone;
  }

  drag(e, over) {
    if (![...e.dataTransfer.types].includes('Files')) return;
    e.preventDefault();
    if (this.zone) this.zone.classList.toggle('over', over);
  }

  drop(e) {
    this.drag(e, false);
    this.upload([...e.dataTransfer.files]);
  }

  showShelf(items) {
    this.tabs[1].textContent = items.length ? '证据（' + items.length + '）' : '证据';
    this.shelf.replaceChildren(items.length
      ? h('ul', { class: 'shelf', 'aria-label': '已上传的证据' }, items.map(item => this.piece(item, items)))
      : empty('还没有证据。'));
  }

  piece(item, items) {
    const url = address('cases', item.caseNumber, 'evidence', item.id);
    const told = [quiet(item.uploadedByName + ' · ' + item.sizeLabel), quiet(item.uploadedAt.slice(0, 16).replace('T', ' ')),
      item.caseNumber === this.number ? '' : quiet('个案 ' + item.caseNumber)];
    if (!item.kept) return h('li', {}, h('span', { class: 'sheet', 'aria-hidden': 'true' }, '—'), item.name, quiet('（内容已随客户资料删除）'), told);
    if (!item.shown) {
      return h('li', {}, h('a', { href: url, download: item.name },
        h('span', { class: 'sheet', 'aria-hidden': 'true' }, item.mediaType === 'application/pdf' ? 'PDF' : 'HEIC'), h('span', { class: 'name' }, item.name)), told);
    }
    return h('li', {}, h('button', { type: 'button', onclick: () => this.enlarge(item, items.filter(i => i.shown)) },
      h('img', { src: url, alt: '', loading: 'lazy' }), item.name), told);
  }

  enlarge(item, shown) {
    let at = shown.indexOf(item);
    const image = h('img', {});
    const caption = h('figcaption', { 'aria-live': 'polite' });
    const turn = by => {
      at = (at + by + shown.length) % shown.length;
      image.src = address('cases', shown[at].caseNumber, 'evidence', shown[at].id);
      image.alt = shown[at].name;
      caption.textContent = shown[at].name + (shown.length > 1 ? '（' + (at + 1) + '/' + shown.length + '）' : '');
    };
    const dialog = h('dialog', { 'aria-label': '查看证据', onclose: () => dialog.remove() },
      h('figure', {}, image, caption),
      h('div', { class: 'buttons' },
        shown.length > 1 ? [
          h('button', { type: 'button', class: 'plain', onclick: () => turn(-1) }, '上一张'),
          h('button', { type: 'button', class: 'plain', onclick: () => turn(1) }, '下一张')] : null,
        h('button', { type: 'button', class: 'do', onclick: () => dialog.close() }, '关闭')));
    dialog.addEventListener('keydown', e => {
      if (e.key === 'ArrowLeft') turn(-1);
      else if (e.key === 'ArrowRight') turn(1);
    });
    turn(0);
    this.body.append(dialog);
    dialog.showModal();
  }

  /** One after the other, so that a slow line shows progress and one bad file stops no other. */
  async upload(files) {
    if (!files.length || !this.limits) return;
    if (!this.limits.mayAdd) {
      this.say(this.limits.reason);
      return;
    }
    this.queue.hidden = false;
    const waiting = files.map(file => {
      const state = h('span', { class: 'end quiet small' }, '等待上传');
      const line = h('li', {}, h('div', { class: 'row' }, h('span', {}, file.name || '粘贴的图片'), state));
      this.queue.append(line);
      return { file, line, state };
    });
    this.pending = (this.pending || Promise.resolve()).then(async () => {
      this.uploading = true;
      let done = 0;
      for (const one of waiting) if (await this.uploadOne(one)) done++;
      this.uploading = false;
      if (this.gone.signal.aborted) return;
      try {
        const shelf = await this.ask(address('cases', this.number, 'evidence'));
        this.showShelf(shelf.items);
      } catch (e) {
        this.fail(this.shelf, e, () => this.load('evidence', true));
      }
      this.queue.hidden = !this.queue.children.length;
      this.say(done === waiting.length ? done + ' 个文件已上传。' : done + ' 个文件已上传，' + (waiting.length - done) + ' 个没有上传。');
    });
    await this.pending;
  }

  async uploadOne({ file, line, state }) {
    const refuse = text => {
      state.textContent = '没有上传';
      line.append(h('div', { class: 'bad', role: 'alert' }, text),
        h('button', { type: 'button', class: 'plain', onclick: () => {
          line.remove();
          this.queue.hidden = !this.queue.children.length;
        } }, '知道了'));
      return false;
    };
    if (this.gone.signal.aborted) return false;
    if (file.size > this.limits.maxFile) return refuse('超过 ' + megabytes(this.limits.maxFile) + '，请压缩或分开后再上传。');
    const bar = h('progress', { max: '1', value: '0', 'aria-label': '上传进度：' + (file.name || '粘贴的图片') });
    line.append(bar);
    state.textContent = '正在上传';
    try {
      await send(address('cases', this.number, 'evidence'), file, share => {
        bar.value = share;
        state.textContent = share < 1 ? '正在上传 ' + Math.round(share * 100) + '%' : '正在检查';
      }, this.gone.signal);
      line.remove();
      return true;
    } catch (e) {
      bar.remove();
      return refuse(e.message);
    }
  }

  /* -- 办理经过 -- */

  course(panel, c) {
    // the next one on top; times are written so that they sort as text
    const open = c.deadlines.filter(d => d.open).sort((a, b) => (a.due < b.due ? -1 : 1));
    const over = c.deadlines.filter(d => !d.open);
    panel.replaceChildren(
      h('h3', {}, '时限'),
      open.length ? h('ul', { class: 'rows' }, open.map(d => this.due(d))) : empty('现在没有在计时的环节。'),
      over.length ? h('details', {}, h('summary', {}, '已结束的时限（' + over.length + '）'), h('ul', { class: 'rows' }, over.map(d => this.due(d)))) : '',
      h('h3', {}, '经过 ', c.phase ? badge('现在：' + c.phase, 'wait') : c.finished ? badge(c.status) : ''),
      c.steps.length ? h('ol', { class: 'steps' }, c.steps.map(s => this.step(s))) : empty('流程历史已按保存期限清理。'),
      c.pages > 1 ? h('p', { class: 'quiet small' }, '共 ' + c.stepCount + ' 个环节，这里是最近的 ' + c.steps.length + ' 个；', h('a', { href: casePage(c.caseNumber) + '?course=' + (c.page - 1) + '#course', target: '_blank', rel: 'noopener' }, '更早的见个案页面')) : '',
      h('h3', {}, '通知'),
      c.messages.length ? h('ul', { class: 'rows' }, c.messages.map(m => h('li', {},
        h('div', { class: 'row' }, h('b', {}, m.kind), quiet('发给' + m.audience), h('span', { class: 'end' }, badge(m.state, m.failed ? 'bad' : m.sent ? 'good' : ''))),
        quiet(m.sent ? '发送 ' + m.sent : '生成 ' + m.queued)))) : empty('还没有发出通知。'));
  }

  due(d) {
    return h('li', {},
      h('div', { class: 'row' },
        h('b', {}, d.label), d.department ? quiet(d.department) : null, d.statutory ? badge('法定期限', 'wait') : null,
        h('span', { class: 'end' }, d.left ? badge(d.left, d.tone) : badge(d.result, d.tone))),
      h('div', {}, quiet('应于 '), h('span', { class: 'number' }, d.due)),
      h('details', {}, h('summary', { class: 'small' }, '依据'), h('p', { class: 'small lines' }, d.why)));
  }

  step(s) {
    const main = s.kind === 'task' || s.kind === 'phase';
    const open = main && !s.ended;
    return h('li', { class: s.kind + (open ? ' open' : '') },
      h('div', { class: 'row' },
        h('span', {}, s.name), s.person ? h('span', { class: 'quiet' }, s.person) : null,
        s.cancelled ? badge('已取消') : null,
        open ? badge(s.left || '进行中', s.late ? 'bad' : 'wait') : null,
        !open && s.late ? badge('超时完成', 'bad') : null,
        h('span', { class: 'end quiet small number' }, s.started)),
      s.kind === 'task' ? quiet(
        (s.due ? '时限 ' + s.due : '') + (s.due && s.ended ? '，' : '')
        + (s.ended ? '完成 ' + s.ended + (s.took ? '，用时 ' + s.took : '') : '')) : null);
  }
}

function megabytes(bytes) {
  return Math.floor(bytes / 1048576) + ' MB';
}

/* ---- Tasklist ---- */

const open = new Set();

export default {
  id: 'aftercare-case',
  pluginPoint: 'tasklist.task.detail',
  // right behind the form, which has 1000
  priority: 900,
  label: '客户档案',
  properties: { label: '客户档案' },
  render: (node, { taskId }) => {
    open.add(new CaseTab(node, taskId));
  },
  // Tasklist does not say which one, and calls it before or after the next one is rendered
  unmount: () => setTimeout(() => {
    for (const tab of open) {
      if (!tab.node.isConnected) {
        tab.close();
        open.delete(tab);
      }
    }
  })
};
