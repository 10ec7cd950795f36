package dev.z0.agent.core.rules;

import dev.z0.agent.core.llm.Prices;
import dev.z0.agent.core.naming.InsertedValue;
import dev.z0.agent.core.naming.Services;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Summary;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules in force. Immutable; when the file changes, others take their place. */
public final class Rules {
    /** No rules. */
    public static final Rules NONE = new Rules(
            Collections.<String, MethodRules>emptyMap(),
            new FactTables(),
            new Ignored(),
            Collections.<Services.Rule>emptyList(),
            Prices.NONE);

    private final Map<String, MethodRules> methods;
    private final FactTables facts;
    private final Ignored ignored;
    private final Services services;
    private final Prices prices;

    Rules(
            Map<String, MethodRules> methods,
            FactTables facts,
            Ignored ignored,
            List<Services.Rule> services,
            Prices prices) {
        this.methods = new HashMap<>(methods);
        this.facts = facts;
        this.ignored = ignored;
        this.services = new Services(services);
        this.prices = prices;
    }

    /** The methods to hook. */
    public Collection<MethodRules> methods() {
        return Collections.unmodifiableCollection(methods.values());
    }

    /** The rules behind a hook, or null. */
    MethodRules of(String hook) {
        return methods.get(hook);
    }

    /** The type of the facts that a statement writes; null where it writes none. */
    public String factType(SqlStatement statement) {
        return facts.typeOf(statement);
    }

    /** Whether the values of some columns say of which type facts are. */
    public boolean haveFactColumns() {
        return facts.haveColumns();
    }

    /** What a statement writes into the column that says of which type its fact is; null where that can't be known. */
    public InsertedValue factTypeIn(SqlStatement statement, String sql) {
        return facts.typeIn(statement, sql);
    }

    /** Whether the unit, which has ended, writes no line: it is not worth one, or a rule says so. */
    public boolean ignores(Summary unit) {
        return !unit.isWorthALine() || ignored.covers(unit);
    }

    /** Tells which service and operation an outgoing call reaches. */
    public Services services() {
        return services;
    }

    /** What language models cost. */
    public Prices prices() {
        return prices;
    }
}
