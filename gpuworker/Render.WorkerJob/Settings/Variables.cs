namespace Render.WorkerJob.Settings;

/// <summary>Every environment variable that the worker reads; <c>--help</c> prints them.</summary>
public static class Variables
{
    /// <summary>The coordinator.</summary>
    public static Variable Coordinator { get; } = new("RENDER_COORDINATOR", "The coordinator's address, such as https://render.example.org.", null);

    /// <summary>Who is paid.</summary>
    public static Variable Operator { get; } = new("RENDER_OPERATOR", "Who owns the node and is paid: lower-case letters and digits. Nodes of one operator never audit each other.", null);

    /// <summary>What survives.</summary>
    public static Variable Home { get; } = new("RENDER_HOME", "Folder of everything that outlives the process: keys, unfinished and undelivered work, the file cache, the benchmark.", null);

    /// <summary>How many identities.</summary>
    public static Variable Homes { get; } = new("RENDER_HOMES", "Most nodes in RENDER_HOME. Each process is one of them, with a key and a reputation of its own; at least as many as run at once.", "1, or 32 for a container job");

    /// <summary>What people call it.</summary>
    public static Variable Name { get; } = new("RENDER_NAME", "A name for people; the node's number is added where there can be several.", "this machine's name");

    /// <summary>Where it stands.</summary>
    public static Variable Region { get; } = new("RENDER_REGION", "Where the node stands, such as eu-west.", "local");

    /// <summary>Under whose law.</summary>
    public static Variable Jurisdiction { get; } = new("RENDER_JURISDICTION", "The jurisdiction that the node stands in, a code of two capital letters such as IE.", "none");

    /// <summary>Who vouches for it.</summary>
    public static Variable Attestation { get; } = new("RENDER_ATTESTATION", "File with what an attestor signed about where this node stands (`render node attest`). One node's, so for RENDER_HOMES=1 alone.", "none");

    /// <summary>Proof of the operator's name.</summary>
    public static Variable OperatorKey { get; } = new("RENDER_OPERATOR_KEY", "The operator's private key, P-256 in PEM, which holds its name and signs its nodes in (`render node --operator-key`). Keep it as a secret.", "none");

    /// <summary>Threads.</summary>
    public static Variable Threads { get; } = new("RENDER_THREADS", "Threads to render with.", "every processor that the process may use");

    /// <summary>GPU or processor.</summary>
    public static Variable Device { get; } = new("RENDER_DEVICE", "What to trace with: auto, cpu, cuda or cuda:N. auto takes NVIDIA's GPUs where there are any and their bytes are right, else the processor.", "auto");

    /// <summary>Share of them.</summary>
    public static Variable Share { get; } = new("RENDER_SHARE", "Share of these threads' time that the node can count on, above 0 and at most 1.", "1");

    /// <summary>Price.</summary>
    public static Variable Ask { get; } = new("RENDER_ASK", "Lowest price of a work unit, in RNT.", "0, any");

    /// <summary>Cache folder.</summary>
    public static Variable Cache { get; } = new("RENDER_CACHE", "Folder of the file cache; a local disk where RENDER_HOME is a network share. Several nodes may share it.", "RENDER_HOME/cache");

    /// <summary>Cache size.</summary>
    public static Variable CacheMegabytes { get; } = new("RENDER_CACHE_MB", "Most megabytes of scene files to keep.", "8192");

    /// <summary>Memory.</summary>
    public static Variable MemoryMegabytes { get; } = new("RENDER_MEMORY_MB", "Most megabytes of memory for a scene and its task; larger ones are refused.", "half of what the container has");

    /// <summary>Queues by address.</summary>
    public static Variable WakeQueues { get; } = new("RENDER_WAKE_QUEUES", "Container job: addresses of the queues whose messages wake it, the most urgent first, separated by commas. Read with the managed identity.", "none: a community node, which waits for work over HTTP");

    /// <summary>Queues of an emulator.</summary>
    public static Variable WakeStorage { get; } = new("RENDER_WAKE_STORAGE", "Container job against the storage emulator: its connection string, instead of RENDER_WAKE_QUEUES.", "none");

    /// <summary>Names of an emulator's queues.</summary>
    public static Variable WakePools { get; } = new("RENDER_WAKE_POOLS", "Names of the emulator's queues, the most urgent first, separated by commas.", "work-trusted,work-priority,work-economy");

    /// <summary>Wait for a message.</summary>
    public static Variable WakeWait { get; } = new("RENDER_WAKE_WAIT", "Container job: seconds to wait for a wake-up before it ends with nothing done, or forever.", "30");

    /// <summary>Wait for work.</summary>
    public static Variable Idle { get; } = new("RENDER_IDLE", "Seconds without work before it ends, or never.", "never, or 60 for a container job");

    /// <summary>Time to end.</summary>
    public static Variable Grace { get; } = new("RENDER_GRACE", "Seconds between SIGTERM and the platform's SIGKILL. What cannot be finished by then is given back.", "25");

    /// <summary>Form of log lines.</summary>
    public static Variable Log { get; } = new("RENDER_LOG", "text, or json for machines; one line each on standard output.", "text");

    /// <summary>Signs of life.</summary>
    public static Variable Health { get; } = new("RENDER_HEALTH", "File that the worker renews while it lives; `render-worker --health` reads it.", "render-worker.health in the folder for temporary files");

    /// <summary>Which managed identity.</summary>
    public static Variable Identity { get; } = new("AZURE_CLIENT_ID", "Client id of the user-assigned managed identity that reads RENDER_WAKE_QUEUES.", "whoever is signed in");

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Variable> All { get; } =
    [
        Coordinator, Operator, OperatorKey, Home, Homes, Name, Region, Jurisdiction, Attestation, Threads, Device, Share, Ask, Cache, CacheMegabytes, MemoryMegabytes,
        WakeQueues, WakeStorage, WakePools, WakeWait, Idle, Grace, Log, Health, Identity,
    ];
}
