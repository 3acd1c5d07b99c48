"""All commands, all events, and which of them end a command."""

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
    DocumentOpened,
    DocumentRead,
    ImageRead,
    OpenDocument,
    PageRendered,
    PassageRead,
    ReadDocument,
    ReadImage,
    ReadPassage,
    RenderPage,
)
from engine.protocol.duplicates import (
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
from engine.protocol.libraries import (
    GetStatistics,
    MakeLibrary,
    RenameLibrary,
    RowsLeft,
    StatisticsReported,
)
from engine.protocol.maps import (
    BeginningRead,
    MakeMap,
    MapAdvanced,
    MapMade,
    ReadBeginning,
)
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
from engine.protocol.searching import (
    ForgetSearches,
    ListSearches,
    QueryRead,
    ReadQuery,
    RememberSearch,
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
    RowsLeft,
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
    | RowsLeft
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
