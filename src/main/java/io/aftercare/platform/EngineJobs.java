package io.aftercare.platform;

import org.camunda.bpm.engine.impl.bpmn.parser.DefaultFailedJobParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.FailedJobRetryConfiguration;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/** What a delegate may ask about the job that it runs in. */
public final class EngineJobs {

    private EngineJobs() {}

    /** Whether the engine will not run the current job again if it fails now; false outside of a job. */
    public static boolean isLastAttempt() {
        JobEntity job = Context.getCommandContext().getCurrentJob();
        if (job == null) {
            return false;
        }
        if (job.getExceptionByteArrayId() == null && job.getExceptionMessage() == null) {
            // the retries of the model are counted from the first failure on; until then the job carries the default
            Integer retries = configuredRetries(job);
            return (retries == null ? job.getRetries() : retries) <= 1;
        }
        return job.getRetries() <= 1;
    }

    private static Integer configuredRetries(JobEntity job) {
        ActivityImpl activity = Context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(job.getProcessDefinitionId())
                .findActivity(job.getActivityId());
        if (activity == null
                || activity.getProperties().get(DefaultFailedJobParseListener.FAILED_JOB_CONFIGURATION) == null) {
            return null;
        }
        FailedJobRetryConfiguration configuration =
                new DefaultJobRetryCmd(job.getId(), null).getFailedJobRetryConfiguration(job, activity);
        return configuration == null ? null : configuration.getRetries();
    }
}
