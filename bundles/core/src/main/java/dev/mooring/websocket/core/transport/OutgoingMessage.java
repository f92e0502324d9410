package dev.mooring.websocket.core.transport;

import java.nio.ByteBuffer;

/**
 * A message as it goes out.
 *
 * @param isText whether it is text, in UTF-8
 * @param isCompressed whether the payload is what permessage-deflate has made of it
 * @param payload has an array
 */
record OutgoingMessage(boolean isText, boolean isCompressed, ByteBuffer payload) {}
