package dev.mooring.websocket.core.transport;

import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/** A frame that has no payload yet. Tyrus writes its header, draws its masking key, and leaves room for the payload. */
final class HollowFrame extends Frame {

    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private HollowFrame(Frame frame) {
        super(frame);
    }

    /** @param masked made by Tyrus, with a masking key */
    static Frame of(OutgoingMessage message, Frame masked) {
        return new HollowFrame(Frame.builder(masked)
                .opcode(message.isText() ? TEXT : BINARY)
                .rsv1(message.isCompressed())
                .payloadLength(message.payload().remaining())
                .build());
    }

    @Override
    public byte @Nullable [] getPayloadData() {
        return null;
    }
}
