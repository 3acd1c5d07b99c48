"""What the engine and its clients say to each other: frozen, tagged, plain.

Every command carries a ``ticket`` chosen by the client. Its answer is any number of interim events
and exactly one closing event (`CLOSING`), all carrying the same ticket. Ticket 0 marks unasked-for
news, sent to clients that said `Subscribe`: `ProgressChanged`, `LibrariesChanged`, and `Failed`
where work in the background met an error.
"""

from engine.protocol.commands import (
    AddFolders,
    Attend,
    Cancel,
    CheckPaths,
    Diagnose,
    GetStatus,
    Index,
    ListFailures,
    ListLibraries,
    ListModels,
    Quit,
    RemoveFolders,
    RemoveLibrary,
    Search,
    SetPace,
    SetPaused,
    SetRules,
    Subscribe,
)
from engine.protocol.documents import (
    Box,
    DocumentOpened,
    DocumentRead,
    ImageRead,
    OpenDocument,
    PageRendered,
    PageSize,
    PassageRead,
    ReadDocument,
    ReadImage,
    ReadPassage,
    RenderPage,
)
from engine.protocol.duplicates import (
    DuplicateFile,
    DuplicateGroup,
    DuplicatesFound,
    FindDuplicates,
)
from engine.protocol.events import (
    Diagnosed,
    Done,
    Failed,
    FailuresListed,
    HitsFollowed,
    IndexFinished,
    LibrariesChanged,
    LibrariesListed,
    ModelsListed,
    PathsChecked,
    ProgressChanged,
    SearchAnswered,
    SearchFinished,
    StatusReported,
)
from engine.protocol.hits import WEAK_SCORE, Copy, Hit, Parts, WordWeight
from engine.protocol.libraries import (
    DayCount,
    GetStatistics,
    KindCount,
    LanguageCount,
    MakeLibrary,
    MonthCount,
    RenameLibrary,
    StatisticsReported,
)
from engine.protocol.maps import (
    BeginningRead,
    Cluster,
    MakeMap,
    MapAdvanced,
    MapMade,
    ReadBeginning,
)
from engine.protocol.message import Message
from engine.protocol.models import (
    AddModelFolder,
    AddModelHub,
    AddModelServer,
    DownloadAdvanced,
    DownloadModel,
    EstimateModels,
    KeepModels,
    MeasureModel,
    ModelMeasured,
    ModelsEstimated,
    RemoveModel,
    SetKey,
    SetModels,
    TryModel,
)
from engine.protocol.records import (
    Check,
    CheckedPath,
    Failure,
    FolderInfo,
    LibraryInfo,
    ModelInfo,
    Notice,
    Pace,
    Progress,
    QueryNote,
    Rules,
    Similar,
)
from engine.protocol.searching import (
    Completion,
    ForgetSearches,
    ListSearches,
    PastSearch,
    QueryPiece,
    QueryRead,
    ReadQuery,
    RememberSearch,
    SavedSearch,
    SaveSearch,
    SearchesListed,
)

Command = (
    AddFolders
    | RemoveFolders
    | RemoveLibrary
    | ListLibraries
    | Index
    | GetStatus
    | ListFailures
    | SetPaused
    | SetPace
    | SetRules
    | CheckPaths
    | Attend
    | Search
    | Cancel
    | Subscribe
    | ListModels
    | Diagnose
    | Quit
    | ReadQuery
    | ListSearches
    | RememberSearch
    | SaveSearch
    | ForgetSearches
    | OpenDocument
    | ReadDocument
    | RenderPage
    | ReadImage
    | ReadPassage
    | MakeLibrary
    | RenameLibrary
    | GetStatistics
    | FindDuplicates
    | MakeMap
    | ReadBeginning
    | MeasureModel
    | DownloadModel
    | RemoveModel
    | AddModelFolder
    | AddModelHub
    | AddModelServer
    | SetKey
    | TryModel
    | EstimateModels
    | SetModels
    | KeepModels
)

CLOSING = (
    Done,
    Failed,
    LibrariesListed,
    IndexFinished,
    StatusReported,
    FailuresListed,
    PathsChecked,
    SearchFinished,
    ModelsListed,
    Diagnosed,
    QueryRead,
    SearchesListed,
    DocumentOpened,
    DocumentRead,
    PageRendered,
    ImageRead,
    PassageRead,
    StatisticsReported,
    DuplicatesFound,
    MapMade,
    BeginningRead,
    ModelMeasured,
    ModelsEstimated,
)
"""Event types that end a command."""

Event = (
    Done
    | Failed
    | LibrariesListed
    | IndexFinished
    | StatusReported
    | FailuresListed
    | PathsChecked
    | SearchFinished
    | ModelsListed
    | Diagnosed
    | QueryRead
    | SearchesListed
    | DocumentOpened
    | DocumentRead
    | PageRendered
    | ImageRead
    | PassageRead
    | StatisticsReported
    | DuplicatesFound
    | MapMade
    | BeginningRead
    | ModelMeasured
    | ModelsEstimated
    | ProgressChanged
    | LibrariesChanged
    | SearchAnswered
    | HitsFollowed
    | MapAdvanced
    | DownloadAdvanced
)

__all__ = [
    "CLOSING",
    "WEAK_SCORE",
    "AddFolders",
    "AddModelFolder",
    "AddModelHub",
    "AddModelServer",
    "Attend",
    "BeginningRead",
    "Box",
    "Cancel",
    "Check",
    "CheckPaths",
    "CheckedPath",
    "Cluster",
    "Command",
    "Completion",
    "Copy",
    "DayCount",
    "Diagnose",
    "Diagnosed",
    "DocumentOpened",
    "DocumentRead",
    "Done",
    "DownloadAdvanced",
    "DownloadModel",
    "DuplicateFile",
    "DuplicateGroup",
    "DuplicatesFound",
    "EstimateModels",
    "Event",
    "Failed",
    "Failure",
    "FailuresListed",
    "FindDuplicates",
    "FolderInfo",
    "ForgetSearches",
    "GetStatistics",
    "GetStatus",
    "Hit",
    "HitsFollowed",
    "ImageRead",
    "Index",
    "IndexFinished",
    "KeepModels",
    "KindCount",
    "LanguageCount",
    "LibrariesChanged",
    "LibrariesListed",
    "LibraryInfo",
    "ListFailures",
    "ListLibraries",
    "ListModels",
    "ListSearches",
    "MakeLibrary",
    "MakeMap",
    "MapAdvanced",
    "MapMade",
    "MeasureModel",
    "Message",
    "ModelInfo",
    "ModelMeasured",
    "ModelsEstimated",
    "ModelsListed",
    "MonthCount",
    "Notice",
    "OpenDocument",
    "Pace",
    "PageRendered",
    "PageSize",
    "Parts",
    "PastSearch",
    "PathsChecked",
    "Progress",
    "ProgressChanged",
    "QueryNote",
    "QueryPiece",
    "QueryRead",
    "Quit",
    "ReadBeginning",
    "ReadDocument",
    "ReadImage",
    "ReadQuery",
    "RememberSearch",
    "RemoveFolders",
    "RemoveLibrary",
    "RemoveModel",
    "RenameLibrary",
    "RenderPage",
    "Rules",
    "SaveSearch",
    "SavedSearch",
    "Search",
    "SearchAnswered",
    "SearchFinished",
    "SearchesListed",
    "SetKey",
    "SetModels",
    "SetPace",
    "SetPaused",
    "SetRules",
    "Similar",
    "StatisticsReported",
    "StatusReported",
    "Subscribe",
    "TryModel",
    "WordWeight",
]
