namespace Render.Network.Messages;

/// <summary>What a node is to do with an assignment.</summary>
public enum WorkKind
{
    /// <summary>Render all of a task and sign a receipt. Paid.</summary>
    Render,

    /// <summary>Render the named blocks of a task that another node rendered, blind, and sign a report. Paid.</summary>
    Audit,

    /// <summary>Render the named blocks of a task whose answer is known, before any paid work. Unpaid.</summary>
    Validation,
}
