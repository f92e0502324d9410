package dev.mooring.websocket.core.deflate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Messages of the kinds that there are. */
final class Samples {

    private static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD", "EURUSD");

    private Samples() {}

    /** Compresses well. */
    static byte[] json(int length, Random random) {
        StringBuilder json = new StringBuilder();
        while (json.length() < length) {
            json.append("{\"symbol\":\"")
                    .append(SYMBOLS.get(random.nextInt(SYMBOLS.size())))
                    .append("\",\"price\":")
                    .append(random.nextInt(6_000_000) / 100.0)
                    .append(",\"side\":\"")
                    .append(random.nextBoolean() ? "buy" : "sell")
                    .append("\",\"tradeId\":")
                    .append(random.nextInt(1 << 30))
                    .append("},");
        }
        return json.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Does not compress. */
    static byte[] noise(int length, Random random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** Any of these, of any length, small ones more often. */
    static byte[] any(Random random) {
        int length = random.nextInt(1 << random.nextInt(18));
        return switch (random.nextInt(3)) {
            case 0 -> json(length, random);
            case 1 -> noise(length, random);
            default -> new byte[length];
        };
    }
}
