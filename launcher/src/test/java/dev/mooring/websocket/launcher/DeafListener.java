package dev.mooring.websocket.launcher;

import dev.mooring.websocket.launcher.demo.EchoListener;

/** Hears nothing of what a server experiences. */
class DeafListener implements EchoListener {

    @Override
    public void opened(String target) {
        // Nobody asks.
    }

    @Override
    public void received(String text) {
        // Nobody asks.
    }

    @Override
    public void received(int bytes) {
        // Nobody asks.
    }

    @Override
    public void closed(int code, String reason) {
        // Nobody asks.
    }
}
