package dev.z0.agent.core.llm;

import java.util.List;

/**
 * The price table: USD per million tokens by model. It comes from the rules alone; z0 brings no prices, because they would
 * be wrong before long. Immutable, safe for use by many threads.
 */
public final class Prices {
    /** Knows no price. */
    public static final Prices NONE = new Prices(new Price[0]);

    private static final double PER = 1_000_000;

    private final Price[] prices;

    private Prices(Price[] prices) {
        this.prices = prices;
    }

    /** A table of the given prices; of two for the same prefix the later holds. */
    public static Prices of(List<Price> prices) {
        return new Prices(prices.toArray(new Price[0]));
    }

    /**
     * What a call cost; the longest prefix decides.
     *
     * @param model the model's name, or null
     * @param input input tokens, -1 when unknown
     * @param output output tokens, -1 when unknown (an embedding has none)
     * @return USD, or NaN when no price fits or no count is known
     */
    public double cost(String model, long input, long output) {
        Price best = null;
        for (Price price : prices) {
            if (model != null
                    && model.startsWith(price.prefix)
                    && (best == null || price.prefix.length() >= best.prefix.length())) {
                best = price;
            }
        }
        if (best == null || input < 0 && output < 0) {
            return Double.NaN;
        }
        return (Math.max(0, input) * best.input + Math.max(0, output) * best.output) / PER;
    }
}
