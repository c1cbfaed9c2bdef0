create index case_register_order_number on aftercare.case_register (order_number) where order_number is not null;
