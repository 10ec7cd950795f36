package dev.z0.agent.weaver;

/** A hierarchy to weave. */
public interface Shape {
    /** An area. */
    double area(double scale);

    /** A step between. */
    abstract class Named implements Shape {}

    /** A subtype of a subtype. */
    final class Square extends Named {
        @Override
        public double area(double scale) {
            return scale * scale;
        }
    }
}
