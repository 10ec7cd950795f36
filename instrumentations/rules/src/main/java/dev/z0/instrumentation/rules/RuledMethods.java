package dev.z0.instrumentation.rules;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.jdbc.Statements;
import dev.z0.agent.core.rules.MethodRules;
import dev.z0.agent.core.rules.RuledCall;
import dev.z0.agent.core.weaving.AllArguments;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Hooked;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;

/** Methods that the rules in force name. When other rules hold, it has to be asked again. */
public final class RuledMethods implements Instrumentation {
    @Override
    public String family() {
        return "rules";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.expectMethods();
        for (MethodRules rules : Z0.rules().methods()) {
            Weaving.Target target = rules.subtypes() ? weaving.subtypesOf(rules.type()) : weaving.type(rules.type());
            target.method(rules.method(), rules.descriptor()).with("Call");
        }
        if (Z0.rules().haveFactColumns()) {
            weaving.subtypesOf("java.sql.PreparedStatement")
                    .method("setString", "(ILjava/lang/String;)V")
                    .with("Bind")
                    .method("setObject", "(ILjava/lang/Object;)V")
                    .with("Bind");
        }
    }

    /** A text is bound, which may be the type of a fact. No other is looked at. */
    public static final class Bind {
        @OnEnter
        public static void enter(@This Object statement, @Argument(0) int index, @Argument(1) Object value) {
            Statements.bound(statement, index, value);
        }
    }

    /** What rules say about a call is done where the call happens. */
    public static final class Call {
        @OnEnter
        public static Object enter(@Hooked String hook, @This Object self, @AllArguments Object[] arguments) {
            return RuledCall.enter(hook, self, arguments);
        }

        @OnExit
        public static void exit(@Entered Object call, @Returned Object returned, @Thrown Throwable thrown) {
            if (call != null) {
                ((RuledCall) call).exit(returned, thrown);
            }
        }
    }
}
