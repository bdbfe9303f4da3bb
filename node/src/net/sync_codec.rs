//! Requests and responses on a stream: four bytes of length (big-endian), then the bytes of one message.
//!
//! A length over the limit is refused before anything is allocated. Messages are decoded here, in the task of the
//! connection and not in the network's loop. What does not decode is handed up as [`BadMessage`], since the library
//! reports a failed read of a request to nobody.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use emn_protocol::codec::DecodeError;
use emn_protocol::limits;
use emn_protocol::wire::{Request, Response};
use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::StreamProtocol;
use libp2p::request_response::Codec;

use super::status::Counters;

/// A message that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadMessage {
    /// Its length is over the limit.
    #[error("a message of {size} bytes is larger than the limit of {limit}")]
    TooLarge {
        /// Bytes announced.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Its bytes are no message.
    #[error("a message does not decode")]
    Undecodable(#[source] DecodeError),
}

/// Reads and writes the messages of catch-up, and counts their bytes.
#[derive(Clone)]
pub(super) struct SyncCodec {
    counters: Arc<Counters>,
}

impl SyncCodec {
    pub(super) fn new(counters: Arc<Counters>) -> Self {
        Self { counters }
    }

    async fn read<T: AsyncRead + Unpin + Send>(
        &self,
        io: &mut T,
        limit: usize,
    ) -> io::Result<Result<Bytes, BadMessage>> {
        let mut length = [0; 4];
        io.read_exact(&mut length).await?;
        let size = u32::from_be_bytes(length) as usize;
        if size > limit {
            return Ok(Err(BadMessage::TooLarge { size, limit }));
        }
        let mut bytes = vec![0; size];
        io.read_exact(&mut bytes).await?;
        self.counters.sync_messages_in.add(1);
        self.counters.sync_bytes_in.add(size as u64);
        Ok(Ok(Bytes::from(bytes)))
    }

    async fn write<T: AsyncWrite + Unpin + Send>(&self, io: &mut T, bytes: &[u8], limit: usize) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= limit).ok_or_else(|| {
            let text = format!("our own message of {} bytes is larger than the limit of {limit}", bytes.len());
            io::Error::new(io::ErrorKind::InvalidInput, text)
        })?;
        io.write_all(&length.to_be_bytes()).await?;
        io.write_all(bytes).await?;
        self.counters.sync_messages_out.add(1);
        self.counters.sync_bytes_out.add(u64::from(length));
        Ok(())
    }
}

/// Only received messages can be bad; ours are made from values.
fn ours<M>(message: Result<M, BadMessage>) -> io::Result<M> {
    message.map_err(|bad| io::Error::new(io::ErrorKind::InvalidInput, bad))
}

impl Codec for SyncCodec {
    type Protocol = StreamProtocol;
    type Request = Result<Request, BadMessage>;
    type Response = Result<Response, BadMessage>;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Self::Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        let bytes = self.read(io, limits::REQUEST_BYTES).await?;
        Ok(bytes.and_then(|bytes| Request::from_bytes(&bytes).map_err(BadMessage::Undecodable)))
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Self::Response>
    where
        T: AsyncRead + Unpin + Send,
    {
        let bytes = self.read(io, limits::RESPONSE_BYTES).await?;
        Ok(bytes.and_then(|bytes| Response::from_bytes(&bytes).map_err(BadMessage::Undecodable)))
    }

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, request: Self::Request) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        self.write(io, &ours(request)?.to_bytes(), limits::REQUEST_BYTES).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, io: &mut T, response: Self::Response) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        self.write(io, &ours(response)?.to_bytes(), limits::RESPONSE_BYTES).await
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::io::Cursor;

    use super::*;

    const PROTOCOL: StreamProtocol = StreamProtocol::new("/test");

    fn codec() -> SyncCodec {
        SyncCodec::new(Arc::default())
    }

    fn read_request(bytes: Vec<u8>) -> io::Result<Result<Request, BadMessage>> {
        block_on(codec().read_request(&PROTOCOL, &mut Cursor::new(bytes)))
    }

    #[test]
    fn request_is_read_back() {
        let request = Request::Rosters { from: 3 };
        let mut stream = Cursor::new(Vec::new());
        block_on(codec().write_request(&PROTOCOL, &mut stream, Ok(request.clone()))).unwrap();
        assert_eq!(read_request(stream.into_inner()).unwrap(), Ok(request));
    }

    #[test]
    fn request_over_the_limit_is_refused_by_its_length_alone() {
        let limit = limits::REQUEST_BYTES;
        let size = limit + 1;
        // Nothing but the length: the refusal does not wait for the rest.
        let length = u32::try_from(size).unwrap().to_be_bytes().to_vec();
        assert_eq!(read_request(length).unwrap(), Err(BadMessage::TooLarge { size, limit }));
    }

    #[test]
    fn request_that_does_not_decode_is_handed_up() {
        let read = read_request(vec![0, 0, 0, 2, 0xff, 0xff]).unwrap();
        assert!(matches!(read, Err(BadMessage::Undecodable(_))), "{read:?}");
    }

    #[test]
    fn request_cut_short_is_an_io_error() {
        assert_eq!(read_request(vec![0, 0, 0, 9, 1]).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn response_over_the_limit_is_not_sent() {
        let frames = vec![Bytes::from(vec![0; limits::RESPONSE_BYTES])];
        let mut stream = Cursor::new(Vec::new());
        let written = block_on(codec().write_response(&PROTOCOL, &mut stream, Ok(Response::Entries(frames))));
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(stream.into_inner().is_empty());
    }
}
