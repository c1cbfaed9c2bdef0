package io.aftercare.wording;

import java.time.LocalDate;
import java.util.List;

/** What to say to a customer now. */
public interface Wording {

    /**
     * A sentence for the agent.
     *
     * @param part where it belongs, e.g. 开场白
     */
    record Line(String part, String text) {}

    /**
     * A conversation that is about to begin. What is not known is null.
     *
     * @param step id of the task in the diagram
     * @param ageGroup {@code young}, {@code adult} or {@code senior}
     * @param day decides the greeting
     */
    record Situation(String step, String channel, String emotion, String ageGroup, LocalDate day) {}

    /** The sentences that fit, in the order of the table; empty for a step without any. */
    List<Line> lines(Situation situation);
}
