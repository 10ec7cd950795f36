package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.support.Failures;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** One connection's way through a {@link Side}: all goes on as it came. What looks at it may fail; that is noted. */
abstract class Passage extends GraphStageLogic {
    Passage(Side side) {
        super(side.shape());
        connect(side.requestIn, side.requestOut, false);
        connect(side.responseIn, side.responseOut, true);
    }

    /** A part of a request comes in. */
    abstract void request(Object part);

    /** A response goes out: answers it, or one with more headers in its place. */
    abstract Object response(Object response);

    /** No response will come any more, because of this. */
    abstract void failed(Throwable thrown);

    /** The response that went out has been written, or the connection is gone. */
    abstract void written();

    /** The connection is gone. */
    abstract void stopped();

    @Override
    public void postStop() {
        guarded(() -> {
            stopped();
            return null;
        });
    }

    private Object pass(Object element, boolean outwards) {
        Object passed = guarded(() -> {
            if (outwards) {
                return response(element);
            }
            request(element);
            return null;
        });
        return passed == null ? element : passed;
    }

    private interface Look {
        Object run();
    }

    private static Object guarded(Look look) {
        try {
            return look.run();
        } catch (Throwable e) {
            Failures.note(PekkoHttp.FAMILY, e);
            return null;
        }
    }

    private void connect(Inlet<Object> in, Outlet<Object> out, boolean outwards) {
        setHandler(in, new AbstractInHandler() {
            @Override
            public void onPush() {
                push(out, pass(grab(in), outwards));
            }

            @Override
            public void onUpstreamFinish() {
                complete(out);
            }

            @Override
            public void onUpstreamFailure(Throwable thrown) {
                if (outwards) {
                    guarded(() -> {
                        failed(thrown);
                        return null;
                    });
                }
                fail(out, thrown);
            }
        });
        setHandler(out, new AbstractOutHandler() {
            @Override
            public void onPull() {
                writtenIf(outwards);
                pull(in);
            }

            /** Up to Akka 2.5 there is no cause. */
            @Override
            @SuppressWarnings("deprecation") // later
            public void onDownstreamFinish() {
                writtenIf(outwards);
                cancel(in);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                writtenIf(outwards);
                cancel(in, cause);
            }
        });
    }

    private void writtenIf(boolean outwards) {
        if (outwards) {
            guarded(() -> {
                written();
                return null;
            });
        }
    }
}
