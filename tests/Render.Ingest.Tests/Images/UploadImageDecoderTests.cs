using System.Text;
using Render.Ingest.Images;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Images;

public sealed class UploadImageDecoderTests
{
    [Theory]
    [InlineData("RIFF0000WEBPVP8 ", "WebP")]
    [InlineData("\u00ABKTX 20\u00BB\r\n", "KTX2")]
    [InlineData("GIF89a", "GIF")]
    [InlineData("hello", "unknown format")]
    [InlineData("", "empty")]
    public void Decode_OtherFormat_IsNamed(string start, string name)
    {
        var fault = Assert.Throws<SceneException>(() => UploadImageDecoder.Instance.Decode("image 3", Encoding.Latin1.GetBytes(start), SceneLimits.Default));
        Assert.Equal(SceneErrorCodes.ImageUnsupported, fault.Code);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }
}
