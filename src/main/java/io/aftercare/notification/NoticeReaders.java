package io.aftercare.notification;

/** Who may read what a customer was told, which names them (P1); what colleagues are told names nobody. */
public interface NoticeReaders {

    boolean mayRead(String caseNumber, String person);
}
