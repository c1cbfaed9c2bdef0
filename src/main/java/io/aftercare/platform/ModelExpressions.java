package io.aftercare.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNode;
import org.camunda.bpm.impl.juel.AstProperty;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.springframework.stereotype.Component;

/**
 * Reads in an expression what would be refused when it is evaluated, as far as it shows: who deploys it learns it then, and not when
 * the first case comes to it.
 */
@Component
public class ModelExpressions {

    private final ModelBeans beans;

    ModelExpressions(ModelBeans beans) {
        this.beans = beans;
    }

    /** Whether there is an expression in the text. */
    public static boolean isIn(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** Chinese phrases, each once; empty if nothing speaks against the text, or if it is no expression that can be read. */
    public Set<String> objections(String text) {
        return objections(text, false);
    }

    /** The same where the text is to name a delegate or listener, which nothing but a bean made for models can be. */
    public Set<String> objectionsToDelegate(String text) {
        return objections(text, true);
    }

    private Set<String> objections(String text, boolean delegate) {
        Set<String> objections = new TreeSet<>();
        try {
            GuardedExpressionManager.refuseTooLarge(text);
            Node root = parse(text);
            List<Node> results = delegate ? results(root) : List.of();
            results.stream()
                    .filter(result -> !isBean(result))
                    .forEach(other ->
                            objections.add("不能使用 " + ((AstNode) other).getStructuralId(null) + "，它不是给流程图用的组件"));
            look(root, results, objections);
        } catch (ELException e) {
            if (text.length() > GuardedExpressionManager.LONGEST_EXPRESSION) {
                objections.add("表达式最多 " + GuardedExpressionManager.LONGEST_EXPRESSION + " 个字符");
            }
            // otherwise the engine says what is wrong with it
        }
        return objections;
    }

    private boolean isBean(Node node) {
        return node instanceof AstIdentifier name && beans.isMade(name.getName());
    }

    private static Node parse(String text) {
        return new Builder(Builder.Feature.METHOD_INVOCATIONS).build(text).getRoot();
    }

    /** What the expression may come to. */
    private static List<Node> results(Node node) {
        if (node instanceof AstEval || node instanceof AstNested) {
            return results(node.getChild(0));
        }
        if (node instanceof AstChoice) {
            List<Node> either = new ArrayList<>(results(node.getChild(1)));
            either.addAll(results(node.getChild(2)));
            return either;
        }
        return List.of(node);
    }

    /** @param results those that may be beans; anywhere else, a bean is something to call and no value that a variable could hold */
    private void look(Node node, List<Node> results, Set<String> objections) {
        if (isBean(node) && !results.contains(node)) {
            objections.add("组件 " + node + " 不能当作值使用");
        }
        if (node instanceof AstFunction function && !GuardedExpressionManager.FUNCTIONS.contains(function.getName())) {
            objections.add("没有函数 " + function.getName() + "()");
        }
        boolean called = node instanceof AstMethod;
        Node member = called ? node.getChild(0) : node;
        if (member instanceof AstProperty property) {
            lookAt(property.getChild(0), name(property), called, objections);
            if (!isBean(property.getChild(0))) {
                look(property.getChild(0), results, objections);
            }
            if (property instanceof AstBracket) {
                look(property.getChild(1), results, objections);
            }
            if (called) {
                look(node.getChild(1), results, objections);
            }
            return;
        }
        for (int i = 0; i < node.getCardinality(); i++) {
            look(node.getChild(i), results, objections);
        }
    }

    private void lookAt(Node base, String member, boolean called, Set<String> objections) {
        if (member == null) {
            return; // computed: it is looked at when it is known
        }
        if (member.equals("class") || member.equals("getClass")) {
            objections.add("不能使用 " + member);
        } else if (base instanceof AstString) {
            refuseUnless(HarmlessMethods.isAllowed(String.class, member), "文字", member, objections);
        } else if (base instanceof AstIdentifier identifier) {
            lookAt(identifier.getName(), member, called, objections);
        }
    }

    private void lookAt(String name, String member, boolean called, Set<String> objections) {
        switch (name) {
            case "execution" -> refuseUnless(
                    isAllowed(DelegateExecution.class, member, called), name, member, objections);
            case "task" -> refuseUnless(isAllowed(DelegateTask.class, member, called), name, member, objections);
            default -> {
                if (beans.isMade(name)) {
                    Set<String> offered = beans.methods(name).stream()
                            .map(method -> method.getName() + "()")
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (!called || !offered.contains(member + "()")) {
                        objections.add("组件 " + name + " 没有 " + member
                                + (offered.isEmpty() ? "，它没有可以调用的内容" : "，可用的有：" + String.join("、", offered)));
                    }
                } else if (called && beans.isPrivate(name)) {
                    objections.add("组件 " + name + " 不是给流程图用的；如果它是流程变量，请换一个名字");
                }
            }
        }
    }

    private static boolean isAllowed(Class<?> type, String member, boolean called) {
        return called ? HarmlessMethods.isAllowed(type, member) : HarmlessMethods.isReadable(type, member);
    }

    private static void refuseUnless(boolean allowed, String of, String member, Set<String> objections) {
        if (!allowed) {
            objections.add(of + " 不能使用 " + member);
        }
    }

    /** Null if it is computed. */
    private static String name(AstProperty property) {
        if (property instanceof AstDot dot) {
            String whole = dot.getStructuralId(null);
            return whole.substring(whole.lastIndexOf('.') + 1);
        }
        return property.getChild(1) instanceof AstString text ? (String) text.eval(null, null) : null;
    }
}
