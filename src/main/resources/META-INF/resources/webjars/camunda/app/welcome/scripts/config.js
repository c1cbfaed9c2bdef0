export default {
  app: { name: '欢迎页', vendor: '售后关怀 Aftercare' },
  // a browser that prefers another language falls back to Chinese: it is the only one on offer
  locales: { availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN' },
  customScripts: ['../../assets/aftercare/zh-CN', '../../assets/aftercare/one-login'],
  disableWelcomeMessage: true,
  links: [{ label: '工作台', href: '../../../../', description: '待跟进清单、时限看板、跟踪表和寄件箱' }]
};
