package dev.mooring.websocket;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened on a connection. Not sealed: kinds of events may be added in a minor version. Events are
 * immutable and can be kept.
 */
@ProviderType
public interface WebSocketEvent {}
