package dev.mooring.websocket.core.dispatch;

/**
 * What an event on the bus carries: only an identity. It has no fields on purpose, since everybody on the bus can look
 * at it, also by reflection.
 */
final class Ticket {}
