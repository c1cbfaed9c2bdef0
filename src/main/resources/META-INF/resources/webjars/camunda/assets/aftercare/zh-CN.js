/*
 * Chinese for what the web applications say outside their label files (locales/zh-CN.json): AngularJS's own dates, the
 * calendar and the messages of the forms (form-js 1.8.7 has no setting for its texts) and how they count characters, the names of the applications in
 * the header's menu, people's names with the family name first. A custom script of each application, loaded before the
 * application starts.
 */

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(month => month + '月');
const days = ['日', '一', '二', '三', '四', '五', '六'];
const weekdays = days.map(day => '星期' + day);
const shortWeekdays = days.map(day => '周' + day);

document.documentElement.lang = 'zh-CN';

// The application reads its labels from the browser's store and, where it has none yet, starts without: what it looks up only
// once stays a key then, such as CREATION_DATE over the task list. So they are put there first, the newest always.
async function storeLabels() {
  const base = document.querySelector('base');
  const labels = `${base.getAttribute('app-root')}/app/${base.getAttribute('app-name')}/locales/`;
  const answer = await fetch(`${labels}zh-CN.json?bust=${window.bust}`, { cache: 'no-cache' });
  if (answer.ok) {
    const stored = JSON.parse(localStorage.getItem('camunda-web') || '{}');
    stored[`${labels}_locales_data_zh-CN_${window.bust}`] = await answer.text();
    localStorage.setItem('camunda-web', JSON.stringify(stored));
  }
}
await storeLabels().catch(error => console.error('labels', error));

// the date pickers of filters and variables; AngularJS takes its language from a module of this name
window.angular.module('ngLocale', [], [
  '$provide',
  $provide =>
    $provide.value('$locale', {
      id: 'zh-cn',
      localeID: 'zh_CN',
      DATETIME_FORMATS: {
        AMPMS: ['上午', '下午'],
        DAY: weekdays,
        ERANAMES: ['公元前', '公元'],
        ERAS: ['公元前', '公元'],
        FIRSTDAYOFWEEK: 0,
        MONTH: months,
        SHORTDAY: shortWeekdays,
        SHORTMONTH: months,
        STANDALONEMONTH: months,
        WEEKENDRANGE: [5, 6],
        fullDate: 'y年M月d日EEEE',
        longDate: 'y年M月d日',
        medium: 'y年M月d日 HH:mm:ss',
        mediumDate: 'y年M月d日',
        mediumTime: 'HH:mm:ss',
        short: 'y-MM-dd HH:mm',
        shortDate: 'y-MM-dd',
        shortTime: 'HH:mm'
      },
      NUMBER_FORMATS: {
        CURRENCY_SYM: '¥',
        DECIMAL_SEP: '.',
        GROUP_SEP: ',',
        PATTERNS: [
          { gSize: 3, lgSize: 3, maxFrac: 3, minFrac: 0, minInt: 1, negPre: '-', negSuf: '', posPre: '', posSuf: '' },
          { gSize: 3, lgSize: 3, maxFrac: 2, minFrac: 2, minInt: 1, negPre: '-¤', negSuf: '', posPre: '¤', posSuf: '' }
        ]
      },
      pluralCat: () => 'other'
    })
]).run([
  '$injector',
  $injector => {
    if ($injector.has('uibDatepickerConfig')) {
      $injector.get('uibDatepickerConfig').formatDayTitle = 'y年M月';
    }
  }
]);

// the date picker of the forms; read when a picker is made, so it may come after this script
if (window.flatpickr) {
  window.flatpickr.localize({
    firstDayOfWeek: 1,
    weekdays: { shorthand: days, longhand: weekdays },
    months: { shorthand: months, longhand: months },
    ordinal: () => '',
    rangeSeparator: ' 至 ',
    weekAbbreviation: '周',
    scrollTitle: '滚动鼠标更改',
    toggleTitle: '点击切换',
    amPM: ['上午', '下午'],
    yearAriaLabel: '年',
    monthAriaLabel: '月',
    hourAriaLabel: '时',
    minuteAriaLabel: '分',
    time_24hr: true
  });
}

// form-js asks for the format of the locale "default", which is the browser's: 03/01/2026 in an English one, and nobody
// knows whether that is January or March
const DateTimeFormat = Intl.DateTimeFormat;
Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
  construct: (target, [locale, ...options]) => new target(locale === 'default' ? 'zh-CN' : locale, ...options)
});

// form-js counts a rare character or an emoji as two, and tells the agent a pattern instead of what it means. So the lengths of a
// form become patterns that count characters, as the server does, and each pattern has its sentence
const sentences = new Map();
const character = '(?:[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]|[^\\uD800-\\uDBFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF]))';

function countCharacters(component) {
  (component.components || []).forEach(countCharacters);
  const { validate, properties = {} } = component;
  const least = Number(validate?.minLength || 0);
  const most = Number(validate?.maxLength || Infinity);
  if (!validate || Number.isNaN(least + most)) {
    return; // no rules, or limits that form-js works out itself
  }
  const meant = [];
  if (validate.pattern) {
    meant.push(properties.patternHint ? `应为${properties.patternHint}` : '格式不正确，请检查');
  }
  if (least > 0 || most < Infinity) {
    // what stands in a lookahead of its own is not tried again in other ways, so that a long text is judged in one pass
    const start = '(?=(?<lead>\\s*))\\k<lead>';
    const atLeast = least > 0 ? `(?=${character}{${least - 1}}[^]*\\S)` : '';
    const atMost = most < Infinity ? `(?=(?<text>${character}{0,${most}}))\\k<text>\\s*$` : '';
    const own = validate.pattern ? `(?=[^]*?(?:${validate.pattern}))` : '';
    validate.pattern = `^${own}${start}${atLeast}${atMost}`;
    delete validate.minLength;
    delete validate.maxLength;
    meant.push(...(least > 0 ? [`至少 ${least} 个字`] : []), ...(most < Infinity ? [`最多 ${most} 个字`] : []));
  }
  if (validate.pattern) {
    sentences.set(validate.pattern, meant.join('，') + '。');
  }
}

const { fetch: load } = window;
window.fetch = async function (...request) {
  const answer = await load.apply(this, request);
  if (answer.ok && /\/deployed-(start-)?form\b/.test(answer.url)) {
    const form = await answer.json();
    countCharacters(form);
    return new Response(JSON.stringify(form), answer);
  }
  return answer;
};

const formTexts = {
  'Select': '请选择',
  'Search': '搜索',
  'No results': '没有匹配的选项',
  'All values selected': '已全部选择',
  'Nothing to show.': '没有内容。',
  'Add new': '添加',
  'Increment': '增加',
  'Decrement': '减少',
  'Remove tag': '移除',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Field is required.': '此项必填。',
  'Field must be a valid email.': '邮箱地址不正确。',
  'Value is not a number.': '请填写数字。',
  'Value is expected to be an integer.': '请填写整数。',
  'Date and time must both be entered.': '日期和时间要一起填写。'
};

const formPatterns = [
  [/^Field must match pattern (.*)\.$/s, ([, pattern]) => sentences.get(pattern) || '格式不正确，请检查。'],
  [/^Field must have minimum value of (.+)\.$/, ([, least]) => `不能小于 ${least}。`],
  [/^Field must have maximum value of (.+)\.$/, ([, most]) => `不能大于 ${most}。`],
  [/^Field must have minimum length of (.+)\.$/, ([, least]) => `至少 ${least} 个字。`],
  [/^Field must have maximum length of (.+)\.$/, ([, most]) => `最多 ${most} 个字。`],
  [/^Field must be a valid +international phone number\./, () => '请填写带国家代码的电话号码，例如 +8613900000001。'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, ([, digits]) => `最多 ${digits} 位小数。`],
  [
    /^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/,
    ([, lower, upper]) => `请填写有效的值，最接近的是 ${lower} 和 ${upper}。`
  ],
  [/^Remove list item (\d+)$/, ([, row]) => `移除第 ${row} 行`],
  // what a date or a time looks like
  [/^[ymd]+([/.-])[ymd]+\1[ymd]+$/, ([format]) => format.replace(/y+/, '年').replace(/m+/, '月').replace(/d+/, '日')],
  [/^hh:mm( \?m)?$/, () => '时:分']
];

const otherTexts = {
  'previous': '上一页',
  'next': '下一页',
  'zoom in': '放大',
  'zoom out': '缩小',
  'reset zoom': '恢复原大小',
  'Jonny': '晓',
  'Prosciutto': '杨',
  'j.prosciutto@acme.org': 'yangxiao@example.com'
};

const applications = { Admin: '用户与权限', Cockpit: '流程监控', Tasklist: '任务列表', Welcome: '欢迎页' };

function inForm(text) {
  const known = formTexts[text];
  if (known) {
    return known;
  }
  for (const [pattern, chinese] of formPatterns) {
    const match = pattern.exec(text);
    if (match) {
      return chinese(match);
    }
  }
  return null;
}

// the applications write "given name, space, family name"
function person(text) {
  const name = /^(\p{Script=Han}+) (\p{Script=Han}+)$/u.exec(text);
  return name && name[2] + name[1];
}

// only where the program itself writes: what people typed, and what a form's author wrote, stays as it is
const places = [
  ['.fjs-form-field-error, .fjs-select-display, .fjs-dropdownlist, .fjs-taglist, .fjs-repeat-render-footer', inForm],
  ['[cam-widget-header] .app-switch', text => applications[text]],
  ['[cam-widget-header] .account, .tasks-list .assignee, [cam-tasklist-task-meta] .assignee, .user-profile, .breadcrumbs-panel', person],
  ['.null-value', text => (text === 'null' ? '未设置' : null)],
  ['.uib-datepicker', text => otherTexts[text]]
];
const attributes = ['placeholder', 'aria-label', 'title'];

function translateText(node) {
  const text = node.data.trim();
  if (!text || !node.parentElement) {
    return;
  }
  for (const [place, translate] of places) {
    const chinese = node.parentElement.closest(place) && translate(text);
    if (chinese) {
      node.data = node.data.replace(text, () => chinese);
      return;
    }
  }
}

function translateAttributes(element) {
  const translate = element.closest('.fjs-container') ? inForm : text => otherTexts[text];
  for (const name of attributes) {
    const chinese = element.hasAttribute(name) && translate(element.getAttribute(name));
    if (chinese) {
      element.setAttribute(name, chinese);
    }
  }
}

function translateAll(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    translateText(node);
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    const nodes = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    do {
      const current = nodes.currentNode;
      if (current.nodeType === Node.TEXT_NODE) {
        translateText(current);
      } else {
        translateAttributes(current);
      }
    } while (nodes.nextNode());
  }
}

new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === 'characterData') {
      translateText(change.target);
    } else if (change.type === 'attributes') {
      translateAttributes(change.target);
    } else {
      change.addedNodes.forEach(translateAll);
    }
  }
}).observe(document.body, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: attributes
});

// a custom script may bring plugins; this one has none
export default [];
