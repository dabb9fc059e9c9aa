#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace wasserfarbe {

/// What went wrong, coarse enough for a front end to choose its exit code.
enum class ErrorKind {
    Usage,    ///< a setting or argument is unknown, malformed or out of range
    Data,     ///< the pictures can't be used
    Model,    ///< a model, checkpoint or run file can't be read
    Disk,     ///< reading or writing a file failed: no space, no permission, I/O error
    Memory,   ///< out of memory
    Device,   ///< the requested device does not exist or failed
    Diverged, ///< a loss stopped being a finite number
    Internal, ///< a fault of the program
};

/// What went wrong, finely enough for its sentence. Files keep the names: they do not change.
enum class ErrorCode {
    // Of a kind, and no front end need tell it from others of that kind: its argument is the sentence. In the
    // order of the kinds.
    Usage,
    Data,
    Model,
    Disk,
    Memory,
    Device,
    Diverged,
    Internal,
    // What the system says of a file; the argument is what failed.
    DiskFull,
    DiskForbidden,
    DiskReadOnly,
    DiskGone,
    DiskFaulty,
    // A folder of pictures.
    NoPictures,
    FolderMissing,
    NotAFolder,
    TooFewPictures,
    SelectionGone,
    OtherPictures,
    // A run.
    OtherRun,
    WouldBeOtherRun,
    BranchStartGone,
    StateNotSaved,
    StateNotSavedSince,
    OnlyCheckpoint,
    NoSuchCheckpoint,
    NoCheckpointYet,
    NoSoundCheckpoint,
    RunInUse,
    OtherRunTrains,
    RunAmongPictures,
    NameTaken,
    NoRun,
    DivergedAt,
    // A model file or an image that was made with one.
    NoSuchModel,
    NotAModel,
    NoGenerator,
    NotOnlyWeights,
    TorchScriptModule,
    TensorNotFinite,
    OtherLatentSize,
    NoOrigin,
    Unrecognized,
    // Memory.
    BatchTooLarge,
    NoBatchFits,
    BatchMayBeTooLarge,
    SmallestBatchTooLarge,
    PicturesTooLarge,
    // Why one file or folder is left out of the pictures.
    DeadLink,
    LinkToFolder,
    NotAFile,
    FolderUnreadable,
    Unreadable,
    KeepsChanging,
    FileTooLarge,
    FileEmpty,
    NotAPicture,
    HeaderDamaged,
    ImpossibleSize,
    PictureTooLarge,
    EndMissing,
    Incomplete,
    PixelsNotWhole,
    ChannelCount,
    Undecodable,
    HeaderContradicts,
    TooManyScans,
    NotNumbers,
    DecodingFailed,
    NoMemoryForPicture,
    EmptyGif,
    GifSize,
    GifFrameSize,
    NoColorTable,
};

/// What is said of a code. A text has places for the arguments of a Reason, `%1`, `%2` and so on.
struct ErrorInfo {
    ErrorCode code;
    std::string_view name; ///< of the code, in files
    ErrorKind kind;
    std::string_view sentence; ///< of the command line, logs and details: behind the file's name
    /// What the studio tells, with what to do next: the source of its translations in context "Error". `%0`
    /// is the file. Null: what it tells of the kind.
    const char* message = nullptr;
    /// The same for where the file stands elsewhere or there is none; `%9` is what the system says. Null: as
    /// the message, or, of a picture, the sentence.
    const char* phrase = nullptr;
};

/// One for each code, in the order of the enumeration.
std::span<const ErrorInfo> error_table();
const ErrorInfo& error_info(ErrorCode code);

/// Nothing for a name that this version does not know.
std::optional<ErrorCode> find_error_code(std::string_view name);

/// The code for what is of a kind and nothing more particular.
ErrorCode general_code(ErrorKind kind);
bool is_general(ErrorCode code);

/// The code for what the system says of a file, by its errno; 0: it says nothing.
ErrorCode disk_code(int system_error);

} // namespace wasserfarbe
