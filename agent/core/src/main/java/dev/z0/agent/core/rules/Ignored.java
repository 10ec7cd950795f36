package dev.z0.agent.core.rules;

import dev.z0.agent.core.naming.Glob;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import java.util.ArrayList;
import java.util.List;

/** Requests and runs that write no line. Immutable once it is read. */
final class Ignored {
    private final List<String> methods = new ArrayList<>();
    private final List<String> routes = new ArrayList<>();
    private final List<String> jobs = new ArrayList<>();

    /** {@code /health} or {@code GET /health}; a star stands for any run of characters. */
    void route(String pattern) {
        int space = pattern.indexOf(' ');
        methods.add(space < 0 ? "*" : pattern.substring(0, space));
        routes.add(pattern.substring(space + 1).trim());
    }

    /** {@code job} or {@code Class.job}; a star stands for any run of characters. */
    void job(String pattern) {
        jobs.add(pattern);
    }

    boolean covers(Summary unit) {
        if (unit instanceof Request) {
            return !routes.isEmpty() && covers((Request) unit);
        }
        return unit instanceof CronRun && !jobs.isEmpty() && covers(((CronRun) unit).job());
    }

    private boolean covers(Request request) {
        for (int i = 0; i < routes.size(); i++) {
            if (Glob.matches(methods.get(i), request.method())
                    && (Glob.matches(routes.get(i), request.path()) || Glob.matches(routes.get(i), request.route()))) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(Job job) {
        for (String pattern : jobs) {
            if (Glob.matches(pattern, job.name()) || Glob.matches(pattern, job.declaring() + '.' + job.name())) {
                return true;
            }
        }
        return false;
    }
}
