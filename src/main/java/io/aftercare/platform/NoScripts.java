package io.aftercare.platform;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.scripting.ScriptFactory;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/**
 * Scripts in models are refused. A model is deployed by process owners; a script in it would run as the server. Switching
 * compilation off does not prevent that, so both ends are closed: a BPMN model that holds a script anywhere (script task,
 * listener, input or output parameter, condition) cannot be parsed, because the parser cannot make the script; and
 * no script engine is found at run time, which holds for decision tables in a script language too. Both stand behind the check at
 * deployment. FEEL and the
 * {@code ${...}} expressions are not scripts and stay.
 */
final class NoScripts {

    private NoScripts() {}

    private static Refusal refusal(String language) {
        return new Refusal("流程图里不能使用脚本（" + language + "），请改用表达式、决策表或已有的服务任务。");
    }

    static final class Factory extends ScriptFactory {

        @Override
        public ExecutableScript createScriptFromResource(String language, String resource) {
            throw refusal(language);
        }

        @Override
        public ExecutableScript createScriptFromResource(String language, Expression resource) {
            throw refusal(language);
        }

        @Override
        public ExecutableScript createScriptFromSource(String language, String source) {
            throw refusal(language);
        }

        @Override
        public ExecutableScript createScriptFromSource(String language, Expression source) {
            throw refusal(language);
        }
    }

    static final class Engines implements ScriptEngineResolver {

        @Override
        public void addScriptEngineFactory(ScriptEngineFactory factory) {
            // none is kept: there is no script to run
        }

        @Override
        public ScriptEngineManager getScriptEngineManager() {
            return new ScriptEngineManager(null);
        }

        @Override
        public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
            throw refusal(language);
        }
    }
}
