package io.aftercare.customer;

import java.util.List;
import org.camunda.bpm.engine.impl.history.event.HistoricFormPropertyEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;

/**
 * Stands before the engine's history: what a start said of a person is taken out of the process in the same transaction, but
 * the engine tells its history at once, so those events end here.
 */
class EnginePersonalDataScreen implements HistoryEventHandler {

    private final HistoryEventHandler history;

    EnginePersonalDataScreen(HistoryEventHandler history) {
        this.history = history;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!isPersonal(event)) {
            history.handleEvent(event);
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    private static boolean isPersonal(HistoryEvent event) {
        if (event instanceof HistoricVariableUpdateEventEntity variable) {
            return PersonalVariables.NAMES.contains(variable.getVariableName());
        }
        return event instanceof HistoricFormPropertyEventEntity property
                && PersonalVariables.NAMES.contains(property.getPropertyId());
    }
}
