package dev.z0.agent.weaver;

import java.util.List;
import net.bytebuddy.jar.asm.Type;

/** One advice method as its class file declares it. Immutable. */
final class AdviceMethod {
    /** When it runs. */
    enum Moment {
        ENTER,
        EXIT,
        INSTEAD_OF_CALL
    }

    /** Where a parameter's value comes from. */
    enum Source {
        THIS,
        ARGUMENT,
        ALL_ARGUMENTS,
        ENTERED,
        RETURNED,
        THROWN,
        ORIGIN,
        HOOKED
    }

    final Moment moment;
    final String name;
    final String descriptor;
    final Type[] types;
    final Type returns;
    final List<Source> sources;
    final int[] positions;
    final int replaces;
    final boolean replacesReturn;
    final String owner;
    final String called;

    AdviceMethod(AdviceReader.Found found, String descriptor) {
        moment = found.moment;
        name = found.name;
        this.descriptor = descriptor;
        types = Type.getArgumentTypes(descriptor);
        returns = Type.getReturnType(descriptor);
        sources = found.sources;
        positions = found.positions;
        replaces = found.replaces;
        replacesReturn = found.replacesReturn;
        owner = found.owner;
        called = found.called;
    }

    /** Whether a call instruction is the one that the method stands in for. */
    boolean standsInFor(String callOwner, String callName, String callDescriptor) {
        return moment == Moment.INSTEAD_OF_CALL
                && callOwner.equals(owner)
                && callName.equals(called)
                && (takes(callOwner, callDescriptor) || takes("java/lang/Object", callDescriptor));
    }

    private boolean takes(String receiver, String callDescriptor) {
        return descriptor.equals("(L" + receiver + ";" + callDescriptor.substring(1));
    }

    /** Its descriptor as the place that it stands in sees it: there the receiver has the type that it is called by. */
    String placeDescriptor() {
        return moment == Moment.INSTEAD_OF_CALL
                ? "(L" + owner + descriptor.substring(descriptor.indexOf(';'))
                : descriptor;
    }

    boolean needs(Source source) {
        return sources.contains(source);
    }
}
