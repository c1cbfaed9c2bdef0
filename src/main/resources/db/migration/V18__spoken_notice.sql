-- what is told on the phone where mail does not reach; null for colleagues and for messages written before
alter table aftercare.notice_text add column spoken text;
