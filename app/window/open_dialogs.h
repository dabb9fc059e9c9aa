#pragma once

class QWidget;

namespace wasserfarbe {

class Studio;

/// Asks for the folder of a run, then Studio::openRun. Returns at once.
void askForRun(Studio& studio, QWidget* window);
/// Asks for a model file or checkpoint, then Studio::openModelFile. Returns at once.
void askForModel(Studio& studio, QWidget* window);

} // namespace wasserfarbe
