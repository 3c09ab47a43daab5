using BitMiracle.LibJpeg.Classic;

namespace Render.Ingest.Images;

/// <summary>Damage that the JPEG decoder reports.</summary>
internal sealed class JpegFault(string message) : Exception(message);

/// <summary>Ends decoding at the first report of damage; the library would print it and go on with grey.</summary>
internal sealed class JpegFaults : jpeg_error_mgr
{
    /// <inheritdoc/>
    public override void error_exit() => throw new JpegFault(format_message());

    /// <inheritdoc/>
    public override void emit_message(int msg_level)
    {
        // Negative: data are damaged. Stray bytes between segments are common and harm nothing.
        if (msg_level < 0 && format_message() is var message && !message.Contains("extraneous bytes", StringComparison.OrdinalIgnoreCase))
            throw new JpegFault(message);
    }

    /// <inheritdoc/>
    public override void output_message()
    {
        // Nothing is printed: the message travels in the exception.
    }
}
