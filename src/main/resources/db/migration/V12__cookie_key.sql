-- The key by which all nodes read what one of them gave a browser to keep before the login.
create table aftercare.cookie_key (
    only_one boolean primary key default true check (only_one),
    content  bytea not null
);
