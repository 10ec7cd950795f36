package dev.z0.agent.weaver;

import dev.z0.agent.core.weaving.Advice;

/** A place in woven code where advice is called, as its bootstrap arguments tell it. Immutable. */
final class Place {
    /** Kinds: plain advice; one whose result replaces a value; a call's stand-in. */
    static final int ADVICE = 0;

    static final int REPLACING = 1;
    static final int CALL = 2;

    /** Added to a kind: the advice is read under its renaming. */
    private static final int RENAMED = 4;

    /** Between the advice class and the name of the call that the advice stands in for. */
    private static final char INSTEAD_OF = '#';

    /** The advice method's. */
    final String name;

    /** Its class; of a call's stand-in, the call's name too. */
    final String advice;

    final int flags;

    Place(String name, String advice, int flags) {
        this.name = name;
        this.advice = advice;
        this.flags = flags;
    }

    static Place of(Advice advice, AdviceMethod method) {
        boolean call = method.moment == AdviceMethod.Moment.INSTEAD_OF_CALL;
        int kind = call ? CALL : method.replaces >= 0 || method.replacesReturn ? REPLACING : ADVICE;
        return new Place(
                method.name,
                call ? advice.className() + INSTEAD_OF + method.called : advice.className(),
                advice.renamed() ? kind | RENAMED : kind);
    }

    int kind() {
        return flags & ~RENAMED;
    }

    boolean renamed() {
        return (flags & RENAMED) != 0;
    }

    String adviceClass() {
        return kind() == CALL ? advice.substring(0, advice.indexOf(INSTEAD_OF)) : advice;
    }

    /** The name of the method that a stand-in's call calls. */
    String called() {
        return advice.substring(advice.indexOf(INSTEAD_OF) + 1);
    }
}
