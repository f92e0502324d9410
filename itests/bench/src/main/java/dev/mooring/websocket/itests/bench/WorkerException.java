package dev.mooring.websocket.itests.bench;

/** Another process of the benchmark could not do what it was asked for. */
final class WorkerException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean lost;

    WorkerException(String message, boolean lost) {
        super(message);
        this.lost = lost;
    }

    /** Whether nothing more can be expected of that process. */
    boolean isLost() {
        return lost;
    }
}
