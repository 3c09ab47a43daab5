namespace Render.Tracing.Scenes;

/// <summary>The stable codes of <see cref="SceneException"/>. Their texts are part of the public surface and never change meaning.</summary>
public static class SceneErrorCodes
{
    /// <summary>A file that the scene names is not in the package.</summary>
    public const string FileMissing = "scene-file-missing";

    /// <summary>A path leaves the package (absolute, <c>..</c>, another scheme) or is malformed.</summary>
    public const string PathRefused = "scene-path-refused";

    /// <summary>The .glb container is truncated or not a .glb.</summary>
    public const string ContainerInvalid = "scene-container-invalid";

    /// <summary>The JSON is malformed.</summary>
    public const string JsonInvalid = "scene-json-invalid";

    /// <summary>A JSON value is missing, of the wrong type or outside its range.</summary>
    public const string ValueInvalid = "scene-value-invalid";

    /// <summary>Not glTF 2.x.</summary>
    public const string VersionUnsupported = "scene-version-unsupported";

    /// <summary>The file requires an extension that is not supported.</summary>
    public const string ExtensionUnsupported = "scene-extension-unsupported";

    /// <summary>An index points past the end of what it indexes.</summary>
    public const string IndexOutOfRange = "scene-index-out-of-range";

    /// <summary>A buffer has no data, or less than it claims.</summary>
    public const string BufferMissing = "scene-buffer-missing";

    /// <summary>A buffer view or accessor reaches past the end of its data.</summary>
    public const string AccessorOutOfBounds = "scene-accessor-out-of-bounds";

    /// <summary>An accessor has a form that its use does not allow.</summary>
    public const string AccessorInvalid = "scene-accessor-invalid";

    /// <summary>The node graph has a cycle, or a node has two parents.</summary>
    public const string NodeGraphInvalid = "scene-node-graph-invalid";

    /// <summary>A number is infinite or not a number.</summary>
    public const string NotFinite = "scene-not-finite";

    /// <summary>A limit of <see cref="SceneLimits"/> is exceeded.</summary>
    public const string LimitExceeded = "scene-limit-exceeded";

    /// <summary>There is nothing to draw.</summary>
    public const string Empty = "scene-empty";

    /// <summary>The named camera does not exist.</summary>
    public const string CameraUnknown = "scene-camera-unknown";

    /// <summary>An image is corrupt.</summary>
    public const string ImageCorrupt = "scene-image-corrupt";

    /// <summary>An image is in a format that is not supported.</summary>
    public const string ImageUnsupported = "scene-image-unsupported";

    /// <summary>An environment map is corrupt.</summary>
    public const string EnvironmentInvalid = "scene-environment-invalid";

    /// <summary>An archive is corrupt or refused.</summary>
    public const string ArchiveInvalid = "scene-archive-invalid";

    /// <summary>The file is of a kind that this network does not read.</summary>
    public const string FormatUnsupported = "scene-format-unsupported";

    /// <summary>A package manifest is malformed, or a file does not match its digest.</summary>
    public const string PackageInvalid = "scene-package-invalid";
}
