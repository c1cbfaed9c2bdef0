package io.aftercare.deadline;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/** {@code bpmn/deadlines.dmn} as a process owner changes it in the Modeler. Cells are given as the Modeler shows them. */
public final class TableFile {

    public static final String NAME = "deadlines.dmn";

    private final DmnModelInstance model;

    private TableFile(DmnModelInstance model) {
        this.model = model;
    }

    public static TableFile bundled() {
        return new TableFile(Dmn.readModelFromFile(new File("bpmn/deadlines.dmn")));
    }

    /** Number of a step's first row, as the Modeler shows it. */
    public int row(String step) {
        List<Rule> rules = rules();
        for (int i = 0; i < rules.size(); i++) {
            if (cell(rules.get(i), "step").getTextContent().equals('"' + step + '"')) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(step);
    }

    /** Writes a cell of a step's first row. */
    public TableFile set(String step, String column, String cell) {
        return set(row(step), column, cell);
    }

    public TableFile set(int row, String column, String cell) {
        cell(rules().get(row - 1), column).setTextContent(cell);
        return this;
    }

    /** Adds a copy of a step's first row at the end, and changes it. */
    public TableFile add(String step, Consumer<Change> change) {
        Rule copied = rules().get(row(step) - 1);
        int number = rules().size() + 1;
        Rule rule = model.newInstance(Rule.class, "Rule_added_" + number);
        table().getRules().add(rule);
        for (InputEntry entry : copied.getInputEntries()) {
            InputEntry added = model.newInstance(InputEntry.class);
            added.setText(text(entry.getText().getTextContent()));
            rule.getInputEntries().add(added);
        }
        for (OutputEntry entry : copied.getOutputEntries()) {
            OutputEntry added = model.newInstance(OutputEntry.class);
            added.setExpressionLanguage("feel");
            added.setText(text(entry.getText().getTextContent()));
            rule.getOutputEntries().add(added);
        }
        change.accept((column, cell) -> set(number, column, cell));
        return this;
    }

    /** Writes a cell of the row that is being added. */
    @FunctionalInterface
    public interface Change {
        void set(String column, String cell);
    }

    public TableFile remove(String step) {
        table().getRules().remove(rules().get(row(step) - 1));
        return this;
    }

    /** The version tag 版本标签 of the decision. */
    public TableFile tag(String tag) {
        decision().setVersionTag(tag);
        return this;
    }

    /** The file. */
    public String text() {
        return Dmn.convertToString(model);
    }

    private static Text cell(Rule rule, String column) {
        int condition = DeadlineTable.CONDITIONS.indexOf(column);
        return condition >= 0
                ? new ArrayList<>(rule.getInputEntries()).get(condition).getText()
                : new ArrayList<>(rule.getOutputEntries())
                        .get(DeadlineTable.RESULTS.indexOf(column))
                        .getText();
    }

    private Text text(String content) {
        Text text = model.newInstance(Text.class);
        text.setTextContent(content);
        return text;
    }

    /** How many rows there are; the number of the last one. */
    public int size() {
        return rules().size();
    }

    private List<Rule> rules() {
        return new ArrayList<>(table().getRules());
    }

    private DecisionTable table() {
        return (DecisionTable) decision().getExpression();
    }

    private Decision decision() {
        return model.getModelElementById("deadlines");
    }
}
