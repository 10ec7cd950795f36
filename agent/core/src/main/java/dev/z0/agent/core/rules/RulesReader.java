package dev.z0.agent.core.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.z0.agent.core.llm.Price;
import dev.z0.agent.core.llm.Prices;
import dev.z0.agent.core.naming.Services;
import dev.z0.agent.core.record.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes rules of their text. A rule that is wrong becomes a problem, and the others hold. Used once, by one thread. */
public final class RulesReader {
    private static final int MOST_RULES = 2_000;

    private final List<String> problems = new ArrayList<>();
    private final Map<String, MethodRules> methods = new HashMap<>();
    private final Map<String, Metric> metrics = new HashMap<>();
    private final FactTables facts = new FactTables();
    private final Ignored ignored = new Ignored();
    private final List<Services.Rule> services = new ArrayList<>();
    private final List<Price> prices = new ArrayList<>();

    /** Reads one kind of rule. */
    private interface Reader {
        void read(Json rule) throws BadRule;
    }

    /**
     * Reads the rules.
     *
     * @return null where the text is no JSON object at all, as half a file is not; {@link #problems} says why
     */
    public Rules read(byte[] text) throws IOException {
        try {
            sections(Json.read(text).fields());
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr() + ' ';
            problems.add(place + "is no JSON: " + Fields.cut(e.getOriginalMessage()));
            return null;
        } catch (BadRule e) {
            problem(e);
            return null;
        }
        return new Rules(methods, facts, ignored, services, Prices.of(prices));
    }

    /** What is wrong, each with line and column in front. */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private void sections(Map<String, Json> sections) {
        for (Map.Entry<String, Json> section : sections.entrySet()) {
            Json value = section.getValue();
            switch (section.getKey()) {
                case "methods":
                    each(value, this::method);
                    break;
                case "facts":
                    each(value, this::factTable);
                    break;
                case "external":
                    each(value, this::service);
                    break;
                case "prices":
                    each(value, this::price);
                    break;
                case "ignore":
                    ignore(value);
                    break;
                default:
                    problem(new BadRule(
                            "'" + Fields.cut(section.getKey())
                                    + "' is none of methods, facts, external, prices, ignore",
                            value));
            }
        }
    }

    private void each(Json list, Reader reader) {
        try {
            List<Json> rules = list.list();
            for (int i = 0; i < rules.size(); i++) {
                if (i == MOST_RULES) {
                    throw new BadRule("more than " + MOST_RULES + " rules", rules.get(i));
                }
                try {
                    reader.read(rules.get(i));
                } catch (BadRule e) {
                    problem(e);
                }
            }
        } catch (BadRule e) {
            problem(e);
        }
    }

    private void problem(BadRule bad) {
        problems.add(bad.place() + ' ' + bad.getMessage());
    }

    private void method(Json rule) throws BadRule {
        Json given = rule.fields().get("as");
        if (given == null) {
            throw new BadRule("'as' is missing", rule);
        }
        String as = given.text();
        if (Arrays.asList("counter", "histogram", "gauge").contains(as)) {
            Fields fields = new Fields(rule, MeasureRule.keys());
            MethodName method = MethodName.of(fields.required("method"));
            Metric.Kind kind = Metric.Kind.valueOf(as.toUpperCase(Locale.ROOT));
            MeasureRule measure = new MeasureRule(kind, fields, metrics);
            for (MethodRules hooked : hooked(method)) {
                hooked.add(measure);
            }
        } else if (Arrays.asList("span", "operation", "cron", "fact").contains(as)) {
            Fields fields = new Fields(rule, WorkRule.keys(as));
            MethodName method = MethodName.of(fields.required("method"));
            WorkRule work = new WorkRule(as, method, fields);
            for (MethodRules hooked : hooked(method)) {
                if (hooked.hasWork()) {
                    throw new BadRule("the method is a span, operation, cron or fact already", given);
                }
                hooked.add(work);
            }
        } else {
            throw new BadRule(
                    "'" + Fields.cut(as) + "' is none of span, operation, cron, fact, counter, histogram, gauge",
                    given);
        }
    }

    /** The type itself, and where its subtypes are meant, those. */
    private List<MethodRules> hooked(MethodName method) {
        List<MethodRules> hooked = new ArrayList<>(2);
        hooked.add(hooked(method, false));
        if (method.subtypes) {
            hooked.add(hooked(method, true));
        }
        return hooked;
    }

    private MethodRules hooked(MethodName method, boolean subtypes) {
        MethodRules made = new MethodRules(method, subtypes);
        MethodRules known = methods.putIfAbsent(made.key(), made);
        return known == null ? made : known;
    }

    private void factTable(Json rule) throws BadRule {
        Fields fields = new Fields(rule, "table", "type", "column");
        String table = fields.text("table");
        facts.add(table, fields.text("type", table), fields.text("column", null));
    }

    private void service(Json rule) throws BadRule {
        Fields fields = new Fields(rule, "host", "service", "operations");
        List<Services.Operation> operations = new ArrayList<>();
        for (Json operation : fields.list("operations")) {
            Fields named = new Fields(operation, "method", "path", "name");
            operations.add(new Services.Operation(named.text("method", "*"), named.text("path"), named.text("name")));
        }
        services.add(new Services.Rule(fields.text("host"), fields.text("service"), operations));
    }

    private void price(Json rule) throws BadRule {
        Fields fields = new Fields(rule, "model", "input", "output");
        double input = fields.required("input").number();
        double output = fields.optional("output") == null
                ? 0
                : fields.optional("output").number();
        try {
            prices.add(new Price(fields.text("model"), input, output));
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), rule);
        }
    }

    private void ignore(Json value) {
        try {
            Fields fields = new Fields(value, "routes", "jobs");
            if (fields.optional("routes") != null) {
                each(fields.optional("routes"), route -> ignored.route(route.text()));
            }
            if (fields.optional("jobs") != null) {
                each(fields.optional("jobs"), job -> ignored.job(job.text()));
            }
        } catch (BadRule e) {
            problem(e);
        }
    }
}
