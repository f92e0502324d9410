package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.glassfish.tyrus.core.MaskingKeyGenerator;

/**
 * The keys that frames are masked with: unpredictable (RFC 6455, section 5.3), and drawn many at a time, since a strong
 * generator that is asked for each costs more than the masking.
 */
final class MaskingKeys implements MaskingKeyGenerator {

    private static final int DRAWN_AT_A_TIME = 1024;

    private final SecureRandom random = new SecureRandom();

    /** Guarded by this. */
    private final ByteBuffer drawn =
            ByteBuffer.allocate(DRAWN_AT_A_TIME * Integer.BYTES).limit(0);

    @Override
    public synchronized int nextInt() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(drawn.array());
            drawn.clear();
        }
        return drawn.getInt();
    }
}
