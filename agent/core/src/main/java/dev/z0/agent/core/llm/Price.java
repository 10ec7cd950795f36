package dev.z0.agent.core.llm;

/** What a model costs, as the rules give it. Immutable. */
public final class Price {
    final String prefix;
    final double input;
    final double output;

    /**
     * A price for every model whose name starts with a prefix.
     *
     * @param model the prefix, such as {@code gpt-4o}; a star at its end is allowed, and {@code *} alone means any model
     * @param input USD per million input tokens
     * @param output USD per million output tokens
     * @throws IllegalArgumentException if a price is negative or not a number
     */
    public Price(String model, double input, double output) {
        if (!(input >= 0 && output >= 0) || Double.isInfinite(input + output)) {
            throw new IllegalArgumentException("price of " + model + " must be a number of USD, 0 or more");
        }
        this.prefix = model.endsWith("*") ? model.substring(0, model.length() - 1) : model;
        this.input = input;
        this.output = output;
    }
}
