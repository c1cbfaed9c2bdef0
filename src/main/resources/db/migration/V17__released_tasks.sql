-- Tasks that somebody who has left had or was to have, until those who lead are told of them.
create table aftercare.released_task (
    task_id             text primary key,
    task_name           text,
    process_key         text not null,
    process_instance_id text not null,
    case_number         text,
    person              text not null,
    person_name         text not null
);
