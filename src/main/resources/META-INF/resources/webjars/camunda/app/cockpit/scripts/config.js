export default {
  app: { name: '流程监控', vendor: '售后关怀 Aftercare' },
  // a browser that prefers another language falls back to Chinese: it is the only one on offer
  locales: { availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN' },
  customScripts: ['../../assets/aftercare/zh-CN', '../../assets/aftercare/one-login'],
  disableWelcomeMessage: true
};
