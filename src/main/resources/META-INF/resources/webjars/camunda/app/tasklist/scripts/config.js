export default {
  app: { name: '任务列表', vendor: '售后关怀 Aftercare' },
  // a browser that prefers another language falls back to Chinese: it is the only one on offer
  locales: { availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN' },
  customScripts: ['../../assets/aftercare/zh-CN', '../../assets/aftercare/one-login', 'scripts/start-form', 'scripts/task-facts', 'scripts/case-tab'],
  disableWelcomeMessage: true,
  // without it the comments of a case cannot be found by its process instance
  assignProcessInstanceIdToTaskComment: true,
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: '认领当前任务' },
    focusFilter: { key: 'ctrl+shift+f', description: '转到第一个筛选器' },
    focusList: { key: 'ctrl+alt+l', description: '转到列表中的第一个任务' },
    focusForm: { key: 'ctrl+alt+f', description: '转到任务表单的第一个输入框' },
    startProcess: { key: 'ctrl+alt+p', description: '打开“启动流程”对话框' }
  }
};
