-- A deadline that was taken back after its due date had passed was missed all the same.
update aftercare.deadline_occurrence
   set state = 'breached', breached_at = coalesce(breached_at, finished_at)
 where state = 'cancelled' and due_at < finished_at and paused_at is null;
