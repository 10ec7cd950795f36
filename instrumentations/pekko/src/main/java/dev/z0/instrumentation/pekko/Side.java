package dev.z0.instrumentation.pekko;

import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;

/** A stage that passes requests inwards and responses outwards. */
abstract class Side extends GraphStage<BidiShape<Object, Object, Object, Object>> {
    final Inlet<Object> responseIn = Inlet.create("z0.responseIn");
    final Outlet<Object> responseOut = Outlet.create("z0.responseOut");
    final Inlet<Object> requestIn = Inlet.create("z0.requestIn");
    final Outlet<Object> requestOut = Outlet.create("z0.requestOut");
    private final BidiShape<Object, Object, Object, Object> shape =
            new BidiShape<>(responseIn, responseOut, requestIn, requestOut);

    @Override
    public BidiShape<Object, Object, Object, Object> shape() {
        return shape;
    }
}
